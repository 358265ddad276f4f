// How the settings screen names what a site form is set up with.

const ru = {
  key: 'Ключ формы',
  'key.hint': 'Не короче 16 знаков. Его вписывают в код сайта: по ключу форма опознаётся',
  source: 'Источник',
  'source.hint': 'Короткое имя формы, например bachelor-form: по нему видно, откуда пришло заявление',
  defaultKind: 'Вид обращения',
  'defaultKind.hint': 'Если форма не указала вид сама',
  'defaultKind.request': 'Запрос',
  'defaultKind.statement': 'Заявление',
  'defaultKind.proposal': 'Предложение',
  'defaultKind.complaint': 'Жалоба',
  rateLimitPerMinute: 'Заявок в минуту',
  'rateLimitPerMinute.hint': 'Больше этого числа форма получит отказ: защита от потока мусора',
};

const en: typeof ru = {
  key: 'Form key',
  'key.hint': 'At least 16 characters. It is put into the site’s code: the form is recognised by it',
  source: 'Source',
  'source.hint': 'A short name of the form, e.g. bachelor-form: it shows where a statement came from',
  defaultKind: 'Kind of inquiry',
  'defaultKind.hint': 'When the form names none itself',
  'defaultKind.request': 'Request',
  'defaultKind.statement': 'Statement',
  'defaultKind.proposal': 'Proposal',
  'defaultKind.complaint': 'Complaint',
  rateLimitPerMinute: 'Forms per minute',
  'rateLimitPerMinute.hint': 'Beyond this number the form is refused: a guard against floods',
};

export const labels = { ru, en };
