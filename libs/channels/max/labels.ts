// How the settings screen names what a bot is set up with.

const ru = {
  token: 'Токен бота',
  'token.hint': 'Раздел «Чат-боты» на business.max.ru',
  apiRoot: 'Сервер Bot API',
  'apiRoot.hint': 'Меняется только по указанию MAX',
  mode: 'Как приходят сообщения',
  'mode.hint': 'Вебхуку нужен внешний адрес https; опрос работает везде',
  'mode.polling': 'опрос (polling)',
  'mode.webhook': 'вебхук (webhook)',
  webhookSecret: 'Секрет вебхука',
  'webhookSecret.hint': 'Нужен для вебхука: от 5 до 256 латинских букв, цифр, знаков _ и -',
  fileHosts: 'Серверы файлов',
  'fileHosts.hint': 'Домены, с которых разрешено брать файлы, по одному в строке',
};

const en: typeof ru = {
  token: 'Bot token',
  'token.hint': 'The chat-bots section at business.max.ru',
  apiRoot: 'Bot API server',
  'apiRoot.hint': 'Changed only when MAX says so',
  mode: 'How messages come',
  'mode.hint': 'A webhook needs a public https address; polling works everywhere',
  'mode.polling': 'polling',
  'mode.webhook': 'webhook',
  webhookSecret: 'Webhook secret',
  'webhookSecret.hint': 'Needed for a webhook: 5 to 256 Latin letters, digits, _ and -',
  fileHosts: 'File servers',
  'fileHosts.hint': 'Domains that files may be fetched from, one a line',
};

export const labels = { ru, en };
