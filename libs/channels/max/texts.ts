// The MAX channel's own sentences: what the bot says by itself, and failures that say what to do.

const ru = {
  greeting:
    'Здравствуйте! Напишите вопрос в этот чат — ответит сотрудник. Можно прислать фото, документ или голосовое сообщение.\n\nПродолжая переписку, вы соглашаетесь на обработку персональных данных для ответа на обращение. Чтобы мы узнали вас и в других каналах, можно поделиться номером телефона кнопкой ниже — это необязательно.',
  'share-phone': 'Отправить мой номер',
  automatic: 'Автоответ',
  pressed: 'Принято',
  'net.token':
    'MAX не принял токен бота. Скопируйте действующий токен в разделе «Чат-боты» на business.max.ru и впишите его в настройки подключения.',
  'net.lost':
    'Нет связи с сервером MAX: {detail}. Попытки продолжаются; проверьте доступ сервера в интернет и доверие к сертификату Минцифры (NODE_EXTRA_CA_CERTS).',
  'net.later': 'MAX просит подождать {seconds} с: бот пишет слишком часто. Отправка продолжится сама.',
  'net.refused': 'MAX отклонил запрос: {detail}. Проверьте настройки подключения.',
  'poll.webhook':
    'У бота есть подписка другой программы ({url}), поэтому сообщения сюда не приходят. Удалите её там или переведите подключение в режим webhook.',
  'hook.address':
    'MAX не принял адрес подписки {url}: {detail}. Нужен внешний адрес https (PUBLIC_URL) на порту 443; без него выберите режим polling.',
  'hook.secret': 'Запрос отклонён: неверный или отсутствующий секрет вебхука. Проверьте MAX_WEBHOOK_SECRET.',
  'hook.body': 'Запрос отклонён: это не событие MAX. Ожидается JSON с полем update_type.',
  'hook.later': 'Сейчас принять сообщение не удалось. Повторите запрос позже.',
  'store.failed': 'Принятые сообщения не удаётся сохранить: {detail}. Они остаются у MAX, попытки продолжаются.',
  'send.blocked': 'Клиент остановил бота. Свяжитесь другим способом: по телефону или почте.',
  'send.no-chat': 'Чат не найден: клиент ещё не писал этому боту или удалил переписку. Свяжитесь другим способом.',
  'send.too-large': 'Файл слишком велик для MAX. Отправьте его ссылкой. Ответ сервера: {detail}',
  'send.refused': 'MAX не принял сообщение: {detail}. Измените текст или файл и отправьте снова.',
  'send.not-ready': 'MAX ещё обрабатывает файл «{name}». Отправка повторится сама.',
  'send.file': 'Вложение «{name}» не найдено в хранилище. Прикрепите файл заново.',
  'send.empty': 'Сообщение пустое. Напишите текст или прикрепите файл.',
  'test.token': 'Токен верен: @{username} «{name}»',
  'test.no-webhook': 'Подписка не мешает опросу',
  'test.own-webhook': 'Подписка направлена на эту программу',
  'test.webhook-unset': 'Подписка будет создана при включении: {url}',
  'test.webhook-https': 'Подписке нужен внешний адрес https, а сейчас это {url}. Задайте PUBLIC_URL или выберите режим polling.',
  'test.send': 'Бот может писать. Откройте @{username} и нажмите «Начать» — придёт приветствие.',
};

const en: Record<keyof typeof ru, string> = {
  greeting:
    'Hello! Write your question here and a member of staff will answer. You may send a photo, a document or a voice message.\n\nBy writing on you agree that your personal data is used to answer your inquiry. To be recognised in other channels too, you may share your phone number with the button below; it is optional.',
  'share-phone': 'Send my number',
  automatic: 'Automatic reply',
  pressed: 'Accepted',
  'net.token': 'MAX did not accept the bot token. Copy the valid token at business.max.ru and put it into the connection settings.',
  'net.lost':
    'No connection to the MAX server: {detail}. Attempts go on; check that this server can reach the internet and trusts the Ministry certificate (NODE_EXTRA_CA_CERTS).',
  'net.later': 'MAX asks to wait {seconds} s: the bot writes too often. Sending goes on by itself.',
  'net.refused': 'MAX refused the request: {detail}. Check the connection settings.',
  'poll.webhook':
    'The bot has a subscription of another program ({url}), so its messages do not come here. Remove it there or set this connection to webhook mode.',
  'hook.address':
    'MAX did not accept the subscription address {url}: {detail}. It must be a public https address (PUBLIC_URL) on port 443; without one choose polling.',
  'hook.secret': 'Refused: wrong or missing webhook secret. Check MAX_WEBHOOK_SECRET.',
  'hook.body': 'Refused: not a MAX event. JSON with the field update_type is expected.',
  'hook.later': 'The message cannot be accepted now. Repeat the request later.',
  'store.failed': 'Received messages cannot be stored: {detail}. MAX keeps them, attempts go on.',
  'send.blocked': 'The client stopped the bot. Reach the client another way: by phone or e-mail.',
  'send.no-chat':
    'The chat was not found: the client has not written to this bot yet or removed the conversation. Reach the client another way.',
  'send.too-large': 'The file is too large for MAX. Send a link. The server said: {detail}',
  'send.refused': 'MAX did not accept the message: {detail}. Change the text or the file and send it again.',
  'send.not-ready': 'MAX still prepares the file "{name}". Sending will be repeated by itself.',
  'send.file': 'The attachment "{name}" is missing in the storage. Attach the file again.',
  'send.empty': 'The message is empty. Write a text or attach a file.',
  'test.token': 'The token is valid: @{username} "{name}"',
  'test.no-webhook': 'No subscription disturbs polling',
  'test.own-webhook': 'The subscription leads to this program',
  'test.webhook-unset': 'The subscription will be made when the connection is switched on: {url}',
  'test.webhook-https': 'A subscription needs a public https address, but it is {url} now. Set PUBLIC_URL or choose polling.',
  'test.send': 'The bot can write. Open @{username} and press Start: a greeting will come.',
};

export const texts: Record<'ru' | 'en', Record<string, string>> = { ru, en };
