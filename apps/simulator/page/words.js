// Every sentence of the page in Russian and English, and the language chosen last.
const KEY = 'otklik.demo.language';

const ru = {
  title: 'Устройства абитуриента',
  banner: 'Демонстрация: наружу ничего не отправляется, люди, телефоны и письма вымышлены.',
  signIn: 'Пульт сотрудника',
  devices: 'Устройства',
  offline: 'Связь с демонстрацией потеряна, восстанавливаем…',
  surge: 'Наплыв',
  surgeHint: '40 обращений за 2 минуты по всем каналам',
  surgeOn: 'Наплыв: {sent} из {total}',
  mailFault: 'Сбой почты',
  mailFaultHint: 'Почтовый сервер пропадёт на минуту: ответы подождут и уйдут сами',
  mailFaultOn: 'Почта вернётся через {seconds} с',
  reset: 'Сброс',
  resetHow: 'Чтобы начать заново, остановите программу (Ctrl-C) и выполните команду. Следующий запуск наполнит Институт как в первый раз.',
  person: 'Человек',
  reload: 'Обновить',
  phone: 'Телефон',
  mail: 'Почта',
  telegram: 'Telegram',
  max: 'MAX',
  site: 'Сайт с чатом',
  elsewhere: 'Новое у: {names}',
  rings: 'Звонит: {name}',
  answer: 'Ответить',
  decline: 'Отклонить',
  write: 'Сообщение',
  send: 'Отправить',
  start: 'Начать',
  empty: 'Пока пусто. Напишите первым или возьмите готовый вопрос:',
  emptyMail: 'Писем пока нет. Напишите в Институт или возьмите готовый вопрос:',
  emptyPhone: 'Нажмите «Позвонить»: ответит меню горячей линии.',
  typing: 'печатает…',
  edited: 'изменено',
  sent: 'отправлено',
  taken: 'доставлено',
  subject: 'Тема',
  letter: 'Текст письма',
  reply: 'Ответить',
  replyTo: 'Ответ: {subject}',
  cancel: 'Отменить',
  you: 'Вы',
  to: 'Кому: {to}',
  dial: 'Позвонить',
  hangUp: 'Положить трубку',
  say: 'Сказать вслух',
  sayDo: 'Сказать',
  keypad: 'Клавиши',
  idle: 'Трубка положена',
  calling: 'Набираем {other}',
  ringing: 'Звонит {other}',
  talking: 'На линии · {time}',
  guest: 'Гость сайта',
  failed: 'Не получилось. Обновите страницу и попробуйте ещё раз.',
};

const en = {
  title: "The applicant's devices",
  banner: 'A demonstration: nothing leaves this machine; people, phones and letters are made up.',
  signIn: 'Staff console',
  devices: 'Devices',
  offline: 'The connection to the demonstration is lost, restoring it…',
  surge: 'Surge',
  surgeHint: '40 inquiries in 2 minutes over all channels',
  surgeOn: 'Surge: {sent} of {total}',
  mailFault: 'Mail outage',
  mailFaultHint: 'The mail server is gone for a minute: replies wait and leave by themselves',
  mailFaultOn: 'Mail is back in {seconds} s',
  reset: 'Reset',
  resetHow: 'To begin anew, stop the program (Ctrl-C) and run this command. The next start fills the Institute as the first one did.',
  person: 'Person',
  reload: 'Reload',
  phone: 'Telephone',
  mail: 'Mail',
  telegram: 'Telegram',
  max: 'MAX',
  site: 'Site with chat',
  elsewhere: 'News for: {names}',
  rings: 'Ringing: {name}',
  answer: 'Answer',
  decline: 'Decline',
  write: 'Message',
  send: 'Send',
  start: 'Start',
  empty: 'Nothing yet. Write first or take a ready question:',
  emptyMail: 'No letters yet. Write to the Institute or take a ready question:',
  emptyPhone: 'Press “Call”: the hotline menu will answer.',
  typing: 'is typing…',
  edited: 'edited',
  sent: 'sent',
  taken: 'delivered',
  subject: 'Subject',
  letter: 'Text of the letter',
  reply: 'Reply',
  replyTo: 'Reply: {subject}',
  cancel: 'Cancel',
  you: 'You',
  to: 'To: {to}',
  dial: 'Call',
  hangUp: 'Hang up',
  say: 'Say aloud',
  sayDo: 'Say',
  keypad: 'Keypad',
  idle: 'On the hook',
  calling: 'Calling {other}',
  ringing: '{other} is ringing',
  talking: 'On the line · {time}',
  guest: 'Site guest',
  failed: 'That did not work. Reload the page and try again.',
};

const ALL = { ru, en };
export let language = remembered();

export function choose(next) {
  language = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // a page without storage forgets the choice
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'ru';
  } catch {
    return 'ru';
  }
}

/** A sentence with its {facts} filled in. */
export const say = (key, facts = {}) => ALL[language][key].replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? '');

/** Plain words, or words given in both languages. */
export const said = (text) => (typeof text === 'string' ? text : text[language]);

/** Those of CONTRACT section 4, with what each of them does. */
export const STAFF = [
  ['maria', 'Мария', 'Maria', 'контактный менеджер', 'contact manager'],
  ['olga', 'Ольга', 'Olga', 'контактный менеджер', 'contact manager'],
  ['irina', 'Ирина', 'Irina', 'стойка приёма', 'reception desk'],
  ['timur', 'Тимур', 'Timur', 'приём', 'admission'],
  ['svetlana', 'Светлана', 'Svetlana', 'обучение', 'study'],
  ['denis', 'Денис', 'Denis', 'общежитие', 'dormitory'],
  ['pavel', 'Павел', 'Pavel', 'начальник отдела', 'head of contacts'],
  ['rector', 'Елена', 'Elena', 'проректор', 'vice-rector'],
  ['rector2', 'Андрей', 'Andrey', 'проректор', 'vice-rector'],
  ['admin', 'Илья', 'Ilya', 'администратор', 'administrator'],
].map(([login, nameRu, nameEn, roleRu, roleEn]) => ({ login, name: { ru: nameRu, en: nameEn }, role: { ru: roleRu, en: roleEn } }));

/** Ready questions, so that nobody has to invent one. */
export const QUESTIONS = {
  ru: [
    'Можно оплатить обучение материнским капиталом?',
    'Какие документы нужны для поступления после колледжа?',
    'Есть ли места в общежитии?',
  ],
  en: ['Can I pay the fee in instalments?', 'Which documents do I need after college?', 'Are there places in the dormitory?'],
};
