// The mail channel's own sentences; each failure says what to do.

const ru = {
  'net.resolve': 'Адрес сервера {host} не найден. Проверьте, нет ли в нём опечатки, и доступен ли DNS.',
  'net.refused': 'Сервер {host} не принимает соединения на порту {port}. Проверьте порт и разрешён ли он в межсетевом экране.',
  'net.tls':
    'Не удалось установить защищённое соединение с {host}:{port}: {detail}. Проверьте порт, тип защиты (imaps/imap, smtps/smtp) и сертификат сервера.',
  'net.silent': 'Сервер {host}:{port} не отвечает. Проверьте адрес, порт и межсетевой экран; попытки продолжаются.',
  'net.lost': 'Соединение с {host}:{port} прервано: {detail}. Попытки продолжаются.',
  'imap.sign-in':
    'Почтовый сервер {host} не принял имя «{user}» и пароль. Проверьте их; многим службам нужен отдельный пароль для приложений и включённый доступ по IMAP.',
  'imap.folder': 'В ящике нет папки «{folder}». Укажите существующую папку в конце адреса IMAP, например /INBOX.',
  'imap.no-idle': 'Сервер не поддерживает IDLE: новые письма будут появляться с задержкой до минуты.',
  'smtp.sign-in': 'Сервер исходящей почты {host} не принял имя «{user}» и пароль. Проверьте их; возможно, нужен пароль для приложений.',
  'smtp.no-address': 'Адрес «{address}» записан неверно, письмо не отправлено. Исправьте адрес в карточке клиента.',
  'smtp.mailbox': 'Почтового ящика {address} нет или он отключён. Уточните адрес у клиента. Ответ сервера: {detail}',
  'smtp.full': 'Ящик {address} переполнен. Свяжитесь с клиентом другим способом. Ответ сервера: {detail}',
  'smtp.too-large': 'Письмо слишком велико для сервера получателя. Отправьте файлы меньшего размера или ссылкой. Ответ сервера: {detail}',
  'smtp.refused': 'Почтовый сервер отклонил письмо для {address}. Ответ сервера: {detail}',
  'smtp.sender':
    'Сервер исходящей почты не разрешает писать с адреса {from}. Проверьте адрес отправителя в настройках ящика. Ответ сервера: {detail}',
  'smtp.later': 'Сервер просит повторить позже: {detail}',
  'smtp.file': 'Вложение «{name}» не найдено в хранилище, письмо не отправлено. Прикрепите файл заново.',
  'test.resolve': 'Сервер {host} найден',
  'test.connect': 'Порт {port} сервера {host} отвечает',
  'test.tls': 'Соединение защищено',
  'test.no-tls': 'Соединение не защищено: пароль передаётся открыто. Используйте imaps:// и smtps://, если сервер их поддерживает',
  'test.sign-in': 'Вход в ящик {user} выполнен',
  'test.folder': 'Папка «{folder}» открыта, писем: {count}',
  'test.idle': 'Новые письма будут приходить сразу (IDLE)',
  'test.smtp': 'Сервер исходящей почты {host} готов отправлять от имени {user}',
};

const en: Record<keyof typeof ru, string> = {
  'net.resolve': 'The server {host} was not found. Check its name for a typo and whether DNS works.',
  'net.refused': 'The server {host} refuses connections on port {port}. Check the port and the firewall.',
  'net.tls':
    'No secure connection to {host}:{port}: {detail}. Check the port, the kind of security (imaps/imap, smtps/smtp) and the server certificate.',
  'net.silent': 'The server {host}:{port} does not answer. Check the address, the port and the firewall; attempts go on.',
  'net.lost': 'The connection to {host}:{port} was lost: {detail}. Attempts go on.',
  'imap.sign-in':
    'The mail server {host} did not accept the name "{user}" and the password. Check them; many services want an app password and IMAP access switched on.',
  'imap.folder': 'The mailbox has no folder "{folder}". Name an existing folder at the end of the IMAP address, such as /INBOX.',
  'imap.no-idle': 'The server does not support IDLE: new mail will appear up to a minute late.',
  'smtp.sign-in':
    'The outgoing mail server {host} did not accept the name "{user}" and the password. Check them; it may want an app password.',
  'smtp.no-address': 'The address "{address}" is not valid, the mail was not sent. Correct it in the client card.',
  'smtp.mailbox': 'The mailbox {address} does not exist or is disabled. Ask the client for another address. The server said: {detail}',
  'smtp.full': 'The mailbox {address} is full. Reach the client another way. The server said: {detail}',
  'smtp.too-large': 'The mail is too large for the recipient. Send smaller files or a link. The server said: {detail}',
  'smtp.refused': 'The mail server refused the mail for {address}. It said: {detail}',
  'smtp.sender':
    'The outgoing server does not allow the sender address {from}. Check it in the mailbox settings. The server said: {detail}',
  'smtp.later': 'The server asks to try again later: {detail}',
  'smtp.file': 'The attachment "{name}" is missing in the storage, the mail was not sent. Attach the file again.',
  'test.resolve': 'The server {host} was found',
  'test.connect': 'Port {port} of {host} answers',
  'test.tls': 'The connection is secure',
  'test.no-tls': 'The connection is not secure: the password travels in the open. Use imaps:// and smtps:// where the server has them',
  'test.sign-in': 'Signed in to the mailbox {user}',
  'test.folder': 'The folder "{folder}" is open, letters: {count}',
  'test.idle': 'New mail will arrive at once (IDLE)',
  'test.smtp': 'The outgoing server {host} is ready to send for {user}',
};

export const texts: Record<'ru' | 'en', Record<string, string>> = { ru, en };
