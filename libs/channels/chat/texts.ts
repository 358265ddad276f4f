// What the chat itself says to a visitor; each refusal says what to do.

const ru = {
  title: 'Чат с Институтом',
  greeting: 'Здравствуйте! Напишите вопрос — ответит сотрудник Института.',
  visitor: 'Посетитель сайта',
  'refused.hello': 'Чат не открылся. Обновите страницу.',
  'refused.closed': 'Чат сейчас недоступен. Попробуйте через минуту или напишите на почту.',
  'refused.domain': 'Чат не настроен для этого сайта. Администратору: добавьте адрес {origin} в список сайтов канала «Чат на сайте».',
  'refused.say': 'Сообщение не принято: {fields}.',
  'refused.empty': 'Напишите текст или приложите файл.',
  'refused.fast': 'Слишком много сообщений. Подождите {seconds} с.',
  'refused.stored': 'Сообщение пока не сохранено. Отправим его ещё раз сами.',
  'refused.token': 'Беседа не найдена. Обновите страницу и начните новую.',
  'file.type': 'Такой файл отправить нельзя. Подойдут фото, PDF, Word, Excel, текст, архив ZIP, звук и видео.',
  'file.size': 'Файл больше {megabytes} МБ. Уменьшите его или пришлите по частям.',
  'file.empty': 'Файл пуст. Выберите другой.',
  'file.unknown': 'Файл не найден. Прикрепите его заново.',
  'file.expired': 'Срок ссылки истёк. Откройте файл из чата ещё раз.',
};

const en: Record<keyof typeof ru, string> = {
  title: 'Chat with the Institute',
  greeting: 'Hello! Type your question and our staff will answer.',
  visitor: 'Site visitor',
  'refused.hello': 'The chat did not open. Reload the page.',
  'refused.closed': 'The chat is not available now. Try again in a minute or write an e-mail.',
  'refused.domain': 'The chat is not set up for this site. Administrator: add {origin} to the sites of the channel "Site chat".',
  'refused.say': 'The message was not accepted: {fields}.',
  'refused.empty': 'Type a text or attach a file.',
  'refused.fast': 'Too many messages. Wait {seconds} s.',
  'refused.stored': 'The message is not saved yet. We will send it again by ourselves.',
  'refused.token': 'The conversation was not found. Reload the page and start a new one.',
  'file.type': 'This kind of file cannot be sent. Photos, PDF, Word, Excel, text, ZIP, sound and video can.',
  'file.size': 'The file is larger than {megabytes} MB. Make it smaller or send it in parts.',
  'file.empty': 'The file is empty. Choose another one.',
  'file.unknown': 'The file was not found. Attach it again.',
  'file.expired': 'The link has expired. Open the file from the chat again.',
};

export type ChatText = keyof typeof ru;
export const texts: Record<'ru' | 'en', Record<string, string>> = { ru, en };
