// Every sentence of the panel in both languages, and how times, sizes and numbers are written.

const ru = {
  title: 'Чат с Институтом',
  close: 'Закрыть чат',
  messages: 'Переписка',
  ask: 'Напишите вопрос…',
  send: 'Отправить',
  attach: 'Прикрепить файл',
  limits: 'Файлы до {megabytes} МБ: фото, PDF, Word, Excel, архив. Общий вопрос можно задать без личных данных.',
  you: 'Вы',
  machine: 'Автоответ',
  staff: 'Сотрудник Института',
  sending: 'отправляется',
  queued: 'в очереди',
  stored: 'доставлено',
  seen: 'прочитано',
  failed: 'не отправлено',
  retry: 'Повторить',
  remove: 'Убрать',
  typing: 'Оператор печатает…',
  answers: 'Вам отвечает: {name}',
  inquiry: 'Обращение № {number}',
  fulfilled: 'Обращение № {number} исполнено. Если вопрос остался — просто напишите.',
  closed: 'Сейчас мы не работаем. Ответим {when}. Вопрос можно оставить — он не потеряется.',
  'closed.unknown': 'Сейчас мы не работаем. Вопрос можно оставить — он не потеряется.',
  today: 'сегодня с {time}',
  tomorrow: 'завтра, {date}, с {time}',
  later: '{date}, с {time}',
  offline: 'Нет сети. Сообщения отправятся, когда связь вернётся.',
  connecting: 'Соединяемся…',
  introduce: 'Представиться (не обязательно)',
  name: 'Ваше имя',
  consent: 'Даю согласие на обработку персональных данных',
  document: 'текст согласия',
  save: 'Сохранить',
  cancel: 'Не сейчас',
  known: 'Имя для ответа: {name}',
  change: 'Изменить',
  uploading: 'загружается, {percent} %',
  'file.size': '«{name}» больше {megabytes} МБ. Уменьшите файл или пришлите по частям.',
  'file.type': '«{name}»: такой файл отправить нельзя. Подойдут фото, PDF, Word, Excel, текст, архив, звук и видео.',
  'file.count': 'К одному сообщению можно приложить не больше {count} файлов.',
  'file.offline': '«{name}» не загружен: нет связи. Прикрепите файл ещё раз.',
  'file.failed': '«{name}» не загружен. Прикрепите файл ещё раз.',
  'too-long': 'Сообщение длиннее {limit} знаков. Разделите его на два.',
  download: 'скачать',
  new: 'Новое сообщение. {author}: {text}',
  bytes: '{n} Б',
  kilobytes: '{n} КБ',
  megabytes: '{n} МБ',
};

const en: Record<keyof typeof ru, string> = {
  title: 'Chat with the Institute',
  close: 'Close the chat',
  messages: 'Conversation',
  ask: 'Type your question…',
  send: 'Send',
  attach: 'Attach a file',
  limits: 'Files up to {megabytes} MB: photos, PDF, Word, Excel, ZIP. A general question needs no personal data.',
  you: 'You',
  machine: 'Automatic reply',
  staff: 'Institute staff',
  sending: 'sending',
  queued: 'queued',
  stored: 'delivered',
  seen: 'read',
  failed: 'not sent',
  retry: 'Retry',
  remove: 'Remove',
  typing: 'The operator is typing…',
  answers: 'Answering you: {name}',
  inquiry: 'Inquiry No. {number}',
  fulfilled: 'Inquiry No. {number} is fulfilled. If you still have a question, just write.',
  closed: 'We are closed now. We will reply {when}. Leave your question, it will not be lost.',
  'closed.unknown': 'We are closed now. Leave your question, it will not be lost.',
  today: 'today from {time}',
  tomorrow: 'tomorrow, {date}, from {time}',
  later: 'on {date}, from {time}',
  offline: 'No network. Messages will be sent when you are back online.',
  connecting: 'Connecting…',
  introduce: 'Introduce yourself (optional)',
  name: 'Your name',
  consent: 'I consent to the processing of personal data',
  document: 'consent document',
  save: 'Save',
  cancel: 'Not now',
  known: 'Name for the reply: {name}',
  change: 'Change',
  uploading: 'uploading, {percent}%',
  'file.size': '“{name}” is larger than {megabytes} MB. Make it smaller or send it in parts.',
  'file.type': '“{name}”: this kind of file cannot be sent. Photos, PDF, Word, Excel, text, ZIP, sound and video can.',
  'file.count': 'At most {count} files can go with one message.',
  'file.offline': '“{name}” was not uploaded: no connection. Attach the file again.',
  'file.failed': '“{name}” was not uploaded. Attach the file again.',
  'too-long': 'The message is longer than {limit} characters. Split it in two.',
  download: 'download',
  new: 'New message. {author}: {text}',
  bytes: '{n} B',
  kilobytes: '{n} KB',
  megabytes: '{n} MB',
};

export type Language = 'ru' | 'en';
export type TextKey = keyof typeof ru;
export type Say = (key: TextKey, facts?: Record<string, string | number>) => string;
export const catalogues = { ru, en };

export const sayer =
  (language: Language): Say =>
  (key, facts = {}) =>
    catalogues[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));

/** 950 Б, 12 КБ, 1,5 МБ. */
export function size(bytes: number, language: Language): string {
  const say = sayer(language);
  const number = (n: number) => n.toLocaleString(language, { maximumFractionDigits: n < 10 ? 1 : 0 });
  if (bytes < 1024) return say('bytes', { n: bytes });
  return bytes < 1024 * 1024 ? say('kilobytes', { n: Math.round(bytes / 1024) }) : say('megabytes', { n: number(bytes / 1024 / 1024) });
}

/** 14:05 today, «вчера, 14:05», «22 нояб., 14:05». In the visitor's own zone. */
export function time(at: Date, now: Date, language: Language): string {
  const clock = at.toLocaleTimeString(language === 'ru' ? 'ru' : 'en-GB', { hour: '2-digit', minute: '2-digit' });
  if (at.toDateString() === now.toDateString()) return clock;
  return `${at.toLocaleDateString(language === 'ru' ? 'ru' : 'en-GB', { day: 'numeric', month: 'short' })}, ${clock}`;
}

/** When the Institute opens, said in the Institute's zone. */
export function opening(at: Date, now: Date, timeZone: string, language: Language): string {
  const say = sayer(language);
  const locale = language === 'ru' ? 'ru' : 'en-GB';
  const day = (moment: Date) => moment.toLocaleDateString('sv', { timeZone });
  const facts = {
    time: at.toLocaleTimeString(locale, { timeZone, hour: 'numeric', minute: '2-digit' }),
    date: at.toLocaleDateString(locale, { timeZone, day: 'numeric', month: 'long' }),
  };
  if (day(at) === day(now)) return say('today', facts);
  return say(day(at) === day(new Date(now.getTime() + 86_400_000)) ? 'tomorrow' : 'later', facts);
}

/** The tail of ОБР-2026-104312 in groups: 104 312. */
export function shortNumber(number: string): string {
  const tail = String(Number(/(\d+)$/.exec(number)?.[1] ?? 0));
  return tail.replace(/\B(?=(\d{3})+$)/g, '\u00A0');
}

export type Piece = { at: number; text: string; href?: string };
/** Web addresses become links; everything else stays text. Punctuation after an address is not part of it. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"«»]+/gi)) {
    const href = match[0].replace(/[.,;:!?)\]}'…]+$/, '');
    if (match.index > from) found.push({ at: from, text: text.slice(from, match.index) });
    found.push({ at: match.index, text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) found.push({ at: from, text: text.slice(from) });
  return found;
}
