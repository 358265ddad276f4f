// How the settings screen names what a site chat is set up with.

const ru = {
  domains: 'Сайты',
  'domains.hint': 'Где разрешён чат, по одному в строке: www.institute.ru или *.institute.ru. Пусто — только адрес этой программы',
  title: 'Заголовок окна',
  'title.hint': 'Пусто — «Чат с Институтом» на языке посетителя',
  colour: 'Цвет',
  'colour.hint': 'Цвет кнопки и заголовка, например #1A5FC4',
  identitySecret: 'Ключ подписи портала',
  'identitySecret.hint': 'Общий с личным кабинетом, от 16 знаков: вошедший там клиент опознаётся в чате. Пусто — подпись не принимается',
  greeting: 'Приветствие',
  'greeting.hint': 'Первые слова в окне чата. Пусто — обычное приветствие',
  position: 'Где кнопка',
  'position.right': 'справа',
  'position.left': 'слева',
  consentUrl: 'Согласие на обработку данных',
  'consentUrl.hint': 'Адрес документа, на который ведёт галочка согласия',
};

const en: typeof ru = {
  domains: 'Sites',
  'domains.hint': 'Where the chat may stand, one a line: www.institute.ru or *.institute.ru. Empty: this program’s own address only',
  title: 'Window title',
  'title.hint': 'Empty: “Chat with the Institute” in the visitor’s language',
  colour: 'Colour',
  'colour.hint': 'Colour of the button and the title, e.g. #1A5FC4',
  identitySecret: 'Portal signing key',
  'identitySecret.hint':
    'Shared with the portal, 16 characters or more: a client signed in there is known in the chat. Empty: signatures are not accepted',
  greeting: 'Greeting',
  'greeting.hint': 'First words in the chat window. Empty: the usual greeting',
  position: 'Button position',
  'position.right': 'right',
  'position.left': 'left',
  consentUrl: 'Consent document',
  'consentUrl.hint': 'Address of the document that the consent box links to',
};

export const labels = { ru, en };
