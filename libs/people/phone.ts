// Telephone numbers as people type them, as they are stored (E.164) and as they are shown.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export type PhoneRefusal = 'empty' | 'not-a-number' | 'too-short' | 'too-long' | 'several' | 'unknown';
export type Phone = { ok: true; e164: string; extension?: string } | { ok: false; reason: PhoneRefusal };

const LABEL = /^(?:моб(?:ильный)?|тел(?:ефон)?|сот(?:овый)?|раб(?:очий)?|дом(?:ашний)?|tel|phone|mobile|т|м)\s*[.:]*\s*(?:[.:]\s*)?/iu;
const EXTENSION = /\s*[,;]?\s*(?:доб(?:авочный|ав)?|вн(?:утр(?:енний)?)?|ext(?:ension)?|x|#)\s*[.:]?\s*(\d{1,7})\s*$/iu;
const ALLOWED = /^[+\d\s().\-–—/]+$/u;
/** 8, 7 or +7 and ten digits, or ten digits alone; also 8 typed after a plus, since +89 is nobody's code. */
const RUSSIAN = /^(?:\+?7|8|\+8(?=9))?(\d{10})$/;

/** Reads one number; without a country code it is taken as of `country`. Ranges are not checked, only lengths: new ones appear. */
export function normalisePhone(text: string, country: CountryCode = 'RU'): Phone {
  const typed = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(LABEL, '');
  if (!typed) return refuse('empty');
  const extension = EXTENSION.exec(typed)?.[1];
  const number = extension ? typed.replace(EXTENSION, '') : typed;
  if (!ALLOWED.test(number)) return refuse(number.split(/[,;]/).length > 1 && !/\p{L}/u.test(number) ? 'several' : 'not-a-number');
  const e164 = toE164(number, country);
  if (typeof e164 !== 'string') return e164;
  return extension ? { ok: true, e164, extension } : { ok: true, e164 };
}

function toE164(number: string, country: CountryCode): string | Phone {
  if (number.lastIndexOf('+') > 0) return refuse('several');
  const dialled = number.replace(/[^\d+]/g, '');
  const digits = dialled.replace('+', '');
  if (digits.length < 7) return refuse(digits ? 'too-short' : 'not-a-number');
  if (digits.length > 15) return refuse(/^(?:[78]?\d{10}){2}$/.test(digits) ? 'several' : 'too-long');
  const own = country === 'RU' ? RUSSIAN.exec(dialled) : null;
  // no area code is 79x or 89x: this is a mobile number with its prefix that lost a digit
  if (own && own[1] === dialled && /^[78]9/.test(dialled)) return refuse('too-short');
  if (own) return `+7${own[1]}`;
  const parsed = parsePhoneNumberFromString(dialled.replace(/^(?:00|810)(?=[1-9]\d{7,})/, '+'), country);
  return parsed?.isPossible() ? parsed.number : refuse('unknown');
}

const refuse = (reason: PhoneRefusal): Phone => ({ ok: false, reason });

/** +7 912 345-67-89, 8 800 555-35-35; other countries in their own grouping. An unreadable text comes back as it is. */
export function formatPhone(e164: string, extension?: string): string {
  const tail = extension ? ` доб. ${extension}` : '';
  const own = /^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/.exec(e164);
  if (!own) return (parsePhoneNumberFromString(e164)?.formatInternational() ?? e164) + tail;
  return `${own[1] === '800' ? '8' : '+7'} ${own[1]} ${own[2]}-${own[3]}-${own[4]}${tail}`;
}

/** The last 4 to 10 digits of a typed number, to be looked for at the end of stored ones; null when fewer or other signs. */
export function phoneTail(text: string): string | null {
  const digits = digitsOf(text);
  return digits !== null && digits.length >= 4 ? digits.slice(-10) : null;
}

/** E.164 beginning of a number that is still being typed with its prefix (`8 916 12` gives `+791612`), else null. */
export function phoneStart(text: string): string | null {
  const digits = digitsOf(text);
  if (digits === null || digits.length < 4 || digits.length > 15) return null;
  if (/^\s*\+/.test(text)) return `+${digits}`;
  if (/^[78]/.test(digits) && digits.length <= 11) return `+7${digits.slice(1)}`;
  return digits.startsWith('9') && digits.length <= 10 ? `+7${digits}` : null;
}

function digitsOf(text: string): string | null {
  const typed = text.normalize('NFKC').trim();
  return ALLOWED.test(typed) && typed.lastIndexOf('+') <= 0 ? typed.replace(/\D/g, '') : null;
}
