// Personal values made unreadable before they reach a log; enough stays to recognise a value one already knows.

/** Fields whose whole value is a secret. */
const SECRET = /^(?:.*(?:password|secret|token|apikey|api_key|authorization|signature)|pass|cookie|set-cookie|pin)$/i;
/** Fields that are personal whatever their text looks like. */
const PERSONAL = new Set(
  'fullname displayname firstname lastname middlename patronymic sendername clientname addressname birthdate text html body subject preview note quoted passport snils'.split(
    ' ',
  ),
);
const DEEPEST = 8;

const EMAIL = /[\p{L}\p{N}._%+'-]+@(?=[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*)/gu;
const CARD = /(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-])/g;
const SNILS = /(?<![\w-])\d{3}-\d{3}-\d{3}[ -]\d{2}(?![\w-])/g;
const PASSPORT = /(паспорт\S*\D{0,20}?|passport\S*\D{0,20}?)\d{2}\s?\d{2}[\s№-]*\d{6}(?!\d)|(?<![\w+:-])\d{2} \d{2} (?:№ ?)?\d{6}(?!\d)/giu;
const PHONE = /(?<![\w.:/-])(?:\+\d(?:[ \u00A0().-]{0,2}\d){8,13}|[78][ \u00A0-]?\(?\d{3}\)?(?:[ \u00A0-]?\d){7})(?![\w:]|-\w)/g;

/** E-mails, phones, cards, СНИЛС and passports inside a sentence are masked; numbers of tickets and moments stay. */
export function maskText(text: string): string {
  return text
    .replace(EMAIL, (local) => `${Array.from(local)[0]}***@`)
    .replace(SNILS, '***-***-*** **')
    .replace(CARD, (card) => maskCard(card))
    .replace(PASSPORT, (_, word: string | undefined) => `${word ?? ''}** ** ******`)
    .replace(PHONE, (phone) => `${phone.startsWith('+') ? '+' : ''}***${phone.replace(/\D/g, '').slice(-2)}`);
}

/** A copy for the log: secrets gone, personal fields cut to a first letter, all other strings through `maskText`. */
export function maskDeep(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  // also ends circular values
  if (depth >= DEEPEST) return '…';
  if (ArrayBuffer.isView(value)) return `<${value.byteLength} bytes>`;
  if (Array.isArray(value)) return value.map((item) => maskDeep(item, depth + 1));
  return maskFields(value instanceof Error ? fieldsOf(value) : value, depth);
}

function maskFields(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, inner]) => [key, maskField(key, inner, depth)]));
}

function maskField(key: string, inner: unknown, depth: number): unknown {
  if (inner === null || inner === undefined || typeof inner === 'boolean') return inner;
  if (SECRET.test(key)) return '••••';
  if (typeof inner === 'string' && PERSONAL.has(key.toLowerCase())) return inner && `${Array.from(inner)[0]}***`;
  return maskDeep(inner, depth + 1);
}

/** Own fields of an error hide its name, message and stack, which are what a log is for. */
function fieldsOf(error: Error): object {
  return {
    ...error,
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: error.cause }),
  };
}

function maskCard(text: string): string {
  const digits = text.replace(/\D/g, '');
  return passesLuhn(digits) ? `**** ${digits.slice(-4)}` : text;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}
