// How the settings screen names what a bot is set up with.

const ru = {
  token: 'Токен бота',
  'token.hint': 'Его выдаёт @BotFather при создании бота',
  apiRoot: 'Сервер Bot API',
  'apiRoot.hint': 'Меняется только при собственном сервере Bot API',
  mode: 'Как приходят сообщения',
  'mode.hint': 'Вебхуку нужен внешний адрес https; опрос работает везде',
  'mode.polling': 'опрос (polling)',
  'mode.webhook': 'вебхук (webhook)',
  webhookSecret: 'Секрет вебхука',
  'webhookSecret.hint': 'Нужен для вебхука: до 256 латинских букв, цифр, знаков _ и -',
};

const en: typeof ru = {
  token: 'Bot token',
  'token.hint': '@BotFather gives it when the bot is made',
  apiRoot: 'Bot API server',
  'apiRoot.hint': 'Changed only where the organisation runs its own Bot API server',
  mode: 'How messages come',
  'mode.hint': 'A webhook needs a public https address; polling works everywhere',
  'mode.polling': 'polling',
  'mode.webhook': 'webhook',
  webhookSecret: 'Webhook secret',
  'webhookSecret.hint': 'Needed for a webhook: up to 256 Latin letters, digits, _ and -',
};

export const labels = { ru, en };
