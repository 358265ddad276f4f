// The Telegram channel's own sentences: what the bot says by itself, and failures that say what to do.

const ru = {
  greeting:
    'Здравствуйте! Напишите вопрос в этот чат — ответит сотрудник. Можно прислать фото, документ или голосовое сообщение.\n\nПродолжая переписку, вы соглашаетесь на обработку персональных данных для ответа на обращение. Чтобы мы узнали вас и в других каналах, можно поделиться номером телефона кнопкой ниже — это необязательно.',
  'share-phone': 'Отправить мой номер',
  automatic: 'Автоответ',
  'net.token': 'Telegram не принял токен бота. Откройте @BotFather, скопируйте действующий токен и впишите его в настройки подключения.',
  'net.lost': 'Нет связи с сервером Telegram: {detail}. Попытки продолжаются; проверьте доступ сервера в интернет.',
  'net.later': 'Telegram просит подождать {seconds} с: бот пишет слишком часто. Отправка продолжится сама.',
  'net.refused': 'Telegram отклонил запрос: {detail}. Проверьте настройки подключения.',
  'poll.webhook':
    'У бота включён вебхук другой программы, поэтому сообщения сюда не приходят. Отключите его там или переведите подключение в режим webhook.',
  'poll.twice':
    'Сообщения этого бота забирает ещё одна программа. Остановите её или выпустите новый токен в @BotFather, иначе часть сообщений будет приходить с задержкой.',
  'hook.address':
    'Telegram не принял адрес вебхука {url}: {detail}. Нужен внешний адрес https (PUBLIC_URL) на порту 443, 80, 88 или 8443; без него выберите режим polling.',
  'hook.failing': 'Telegram не может доставить сообщения на {url}: {detail}. Ждут доставки: {count}. Проверьте, открыт ли адрес снаружи.',
  'hook.secret': 'Запрос отклонён: неверный или отсутствующий секрет вебхука. Проверьте TELEGRAM_WEBHOOK_SECRET.',
  'hook.body': 'Запрос отклонён: это не сообщение Bot API. Ожидается JSON с полем update_id.',
  'hook.later': 'Сейчас принять сообщение не удалось. Повторите запрос позже.',
  'store.failed': 'Принятые сообщения не удаётся сохранить: {detail}. Они остаются у Telegram, попытки продолжаются.',
  'send.blocked': 'Клиент остановил бота. Свяжитесь другим способом: по телефону или почте.',
  'send.deactivated': 'Аккаунт клиента в Telegram удалён. Свяжитесь другим способом: по телефону или почте.',
  'send.removed': 'Бота удалили из этой группы. Попросите участника вернуть его или свяжитесь другим способом.',
  'send.no-chat': 'Чат не найден: клиент ещё не писал этому боту. Попросите клиента открыть бота и нажать «Старт».',
  'send.too-large': 'Файл слишком велик для Telegram (до 50 МБ). Отправьте его ссылкой. Ответ сервера: {detail}',
  'send.refused': 'Telegram не принял сообщение: {detail}. Измените текст или файл и отправьте снова.',
  'send.file': 'Вложение «{name}» не найдено в хранилище. Прикрепите файл заново.',
  'send.empty': 'Сообщение пустое. Напишите текст или прикрепите файл.',
  'test.token': 'Токен верен: @{username} «{name}»',
  'test.no-webhook': 'Вебхук не мешает опросу',
  'test.own-webhook': 'Вебхук направлен на эту программу',
  'test.webhook-unset': 'Вебхук будет установлен при включении: {url}',
  'test.webhook-foreign': 'Вебхук бота направлен на другой адрес ({url}); при включении он будет заменён на {own}',
  'test.webhook-https': 'Вебхуку нужен внешний адрес https, а сейчас это {url}. Задайте PUBLIC_URL или выберите режим polling.',
  'test.send': 'Бот может писать. Откройте @{username}, нажмите «Старт» — придёт приветствие.',
};

const en: Record<keyof typeof ru, string> = {
  greeting:
    'Hello! Write your question here and a member of staff will answer. You may send a photo, a document or a voice message.\n\nBy writing on you agree that your personal data is used to answer your inquiry. To be recognised in other channels too, you may share your phone number with the button below; it is optional.',
  'share-phone': 'Send my number',
  automatic: 'Automatic reply',
  'net.token': 'Telegram did not accept the bot token. Open @BotFather, copy the valid token and put it into the connection settings.',
  'net.lost': 'No connection to the Telegram server: {detail}. Attempts go on; check that this server can reach the internet.',
  'net.later': 'Telegram asks to wait {seconds} s: the bot writes too often. Sending goes on by itself.',
  'net.refused': 'Telegram refused the request: {detail}. Check the connection settings.',
  'poll.webhook':
    'The bot has a webhook of another program, so its messages do not come here. Switch it off there or set this connection to webhook mode.',
  'poll.twice':
    'Another program also takes the messages of this bot. Stop it or issue a new token in @BotFather, otherwise some messages will be late.',
  'hook.address':
    'Telegram did not accept the webhook address {url}: {detail}. It must be a public https address (PUBLIC_URL) on port 443, 80, 88 or 8443; without one choose polling.',
  'hook.failing': 'Telegram cannot deliver messages to {url}: {detail}. Waiting: {count}. Check that the address is open to the outside.',
  'hook.secret': 'Refused: wrong or missing webhook secret. Check TELEGRAM_WEBHOOK_SECRET.',
  'hook.body': 'Refused: not a Bot API update. JSON with the field update_id is expected.',
  'hook.later': 'The message cannot be accepted now. Repeat the request later.',
  'store.failed': 'Received messages cannot be stored: {detail}. Telegram keeps them, attempts go on.',
  'send.blocked': 'The client stopped the bot. Reach the client another way: by phone or e-mail.',
  'send.deactivated': 'The client deleted the Telegram account. Reach the client another way: by phone or e-mail.',
  'send.removed': 'The bot was removed from this group. Ask a member to bring it back or reach the client another way.',
  'send.no-chat': 'The chat was not found: the client has not written to this bot yet. Ask the client to open the bot and press Start.',
  'send.too-large': 'The file is too large for Telegram (up to 50 MB). Send a link. The server said: {detail}',
  'send.refused': 'Telegram did not accept the message: {detail}. Change the text or the file and send it again.',
  'send.file': 'The attachment "{name}" is missing in the storage. Attach the file again.',
  'send.empty': 'The message is empty. Write a text or attach a file.',
  'test.token': 'The token is valid: @{username} "{name}"',
  'test.no-webhook': 'No webhook disturbs polling',
  'test.own-webhook': 'The webhook leads to this program',
  'test.webhook-unset': 'The webhook will be set when the connection is switched on: {url}',
  'test.webhook-foreign': 'The webhook of the bot leads elsewhere ({url}); when switched on it will be replaced by {own}',
  'test.webhook-https': 'A webhook needs a public https address, but it is {url} now. Set PUBLIC_URL or choose polling.',
  'test.send': 'The bot can write. Open @{username} and press Start: a greeting will come.',
};

export const texts: Record<'ru' | 'en', Record<string, string>> = { ru, en };
