// How the settings screen names what a mailbox is set up with.

const ru = {
  imapUrl: 'Входящая почта (IMAP)',
  'imapUrl.hint': 'imaps://имя:пароль@сервер/Папка; знак @ в имени пишется как %40',
  smtpUrl: 'Исходящая почта (SMTP)',
  'smtpUrl.hint': 'smtps://имя:пароль@сервер или smtp://…:587',
  'from.name': 'Имя отправителя',
  'from.name.hint': 'Его видит клиент, например «Контактный отдел»',
  'from.address': 'Адрес отправителя',
  'from.address.hint': 'С него уходят ответы',
  authservId: 'Сервер проверки подлинности',
  'authservId.hint': 'Имя в заголовке Authentication-Results вашего почтового сервера; только ему верят',
  sentFolder: 'Папка отправленных',
  'sentFolder.hint': 'Если сервер не отмечает её сам',
  plusAddress: 'Ответ на адрес с меткой',
  'plusAddress.hint': 'Письма на ящик+метка@домен должны доходить: так ответ надёжнее находит своё обращение',
};

const en: typeof ru = {
  imapUrl: 'Incoming mail (IMAP)',
  'imapUrl.hint': 'imaps://name:password@server/Folder; an @ in the name is written %40',
  smtpUrl: 'Outgoing mail (SMTP)',
  'smtpUrl.hint': 'smtps://name:password@server or smtp://…:587',
  'from.name': 'Sender name',
  'from.name.hint': 'The client sees it, e.g. “Contact department”',
  'from.address': 'Sender address',
  'from.address.hint': 'Replies are sent from it',
  authservId: 'Authentication server',
  'authservId.hint': 'The name in the Authentication-Results header of your mail server; only this one is believed',
  sentFolder: 'Sent folder',
  'sentFolder.hint': 'Where the server does not mark it itself',
  plusAddress: 'Reply to a keyed address',
  'plusAddress.hint': 'Mail to mailbox+key@domain must arrive: replies then find their inquiry more surely',
};

export const labels = { ru, en };
