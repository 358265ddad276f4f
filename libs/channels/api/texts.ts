// What the inbound API says to the programmer of a form; each sentence tells what to change.

const ru = {
  'no-key': 'Укажите ключ формы в заголовке Authorization: Bearer … или X-Api-Key.',
  'wrong-key': 'Ключ формы не подходит. Скопируйте его заново из настроек канала «Формы сайта».',
  'too-many': 'Слишком много заявок подряд: для этой формы разрешено {limit} в минуту. Повторите через {seconds} с.',
  'not-json': 'Тело запроса — не JSON. Отправьте объект JSON в кодировке UTF-8 с заголовком Content-Type: application/json.',
  wrong: 'Заявка заполнена неверно: {fields}.',
  'field.required': 'поле обязательно',
  'field.unknown': 'такого поля нет',
  'field.wrong': 'неверное значение',
  'field.long': 'слишком длинное значение',
  'field.email': 'адрес почты записан неверно',
  'field.phone': 'номер телефона записан неверно',
  'field.category': 'одно из: applicant, student, trainee, alumnus, other',
  'field.kind': 'одно из: request, statement, proposal, complaint',
  'field.topic': 'темы с таким кодом нет, список — в настройках тем',
  'field.base64': 'содержимое файла должно быть в base64',
  'field.size': 'все файлы вместе больше {megabytes} МБ',
  'field.keys-differ': 'ключ в теле и в заголовке Idempotency-Key различаются',
  'other-body': 'С этим ключом идемпотентности уже пришла другая заявка. Для новой заявки возьмите новый ключ.',
  'no-reply': 'Форма сайта ответов не принимает: ответьте на почту клиента или позвоните.',
};

const en: Record<keyof typeof ru, string> = {
  'no-key': 'Give the form key in the header Authorization: Bearer … or X-Api-Key.',
  'wrong-key': 'The form key does not fit. Copy it again from the settings of the channel "Site forms".',
  'too-many': 'Too many forms in a row: {limit} a minute are allowed for this form. Try again in {seconds} s.',
  'not-json': 'The body is not JSON. Send a JSON object in UTF-8 with Content-Type: application/json.',
  wrong: 'The form is not filled in correctly: {fields}.',
  'field.required': 'the field is required',
  'field.unknown': 'there is no such field',
  'field.wrong': 'wrong value',
  'field.long': 'the value is too long',
  'field.email': 'not a valid e-mail address',
  'field.phone': 'not a valid phone number',
  'field.category': 'one of: applicant, student, trainee, alumnus, other',
  'field.kind': 'one of: request, statement, proposal, complaint',
  'field.topic': 'there is no topic with this code, see the list in the settings of topics',
  'field.base64': 'file content must be base64',
  'field.size': 'all files together exceed {megabytes} MB',
  'field.keys-differ': 'the key in the body and the one in the Idempotency-Key header differ',
  'other-body': 'Another form already came with this idempotency key. Take a new key for a new form.',
  'no-reply': 'A site form takes no replies: write to the client by e-mail or call.',
};

export type ApiText = keyof typeof ru;
export const texts: Record<'ru' | 'en', Record<string, string>> = { ru, en };
