// Bytes to text: charset labels as the wild writes them, and a guess where the label lies or is absent.

const LABELS: [RegExp, string][] = [
  [/^(x-)?(win|windows|cp|ansi|ms|microsoft)?[-_ ]?(cp)?1251$/, 'windows-1251'],
  [/^(x-)?(cs)?koi[-_ ]?8([-_ ]?r(u)?)?$/, 'koi8-r'],
  [/^(x-)?koi[-_ ]?8[-_ ]?u$/, 'koi8-u'],
  [/^(x-)?(ibm|cp|dos|oem)?[-_ ]?866$/, 'ibm866'],
  [/^(x-)?mac[-_ ]?cyrillic$/, 'x-mac-cyrillic'],
  [/^iso[-_ ]?8859[-_ ]?5$/, 'iso-8859-5'],
  [/^(x-)?(unicode-1-1-)?utf[-_ ]?8(mb4)?$/, 'utf-8'],
  [/^(win|windows|cp|ansi)[-_ ]?(125[0-8])$/, 'windows-$2'],
  [/^(cp|ms|windows)[-_ ]?932$/, 'shift_jis'],
  [/^iso-2022-jp-\d$/, 'iso-2022-jp'],
  [/^tis-?620$/, 'windows-874'],
];
/** Labels that say nothing about 8-bit bytes, or that mailers put on everything. */
const SILENT = /^$|ascii|^unknown|^x-unknown|^8bit$|^binary$|^default$|^none$|^_autodetect|^charset$/;
const WESTERN = /^(iso-8859-1|iso_8859-1|latin1|l1|iso-8859-15|windows-1252|cp1252)$/;
const GUESSES = ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5'];
const SAMPLE = 4096;

/** Canonical label that TextDecoder knows, or null when the label says nothing. */
export function canonicalCharset(label: string | null | undefined): string | null {
  const wanted = (label ?? '')
    .trim()
    .replace(/^["'_]+|["']+$/g, '')
    .toLowerCase();
  if (SILENT.test(wanted)) return null;
  for (const [shape, name] of LABELS) if (shape.test(wanted)) return wanted.replace(shape, name);
  return decoderOf(wanted) ? wanted : null;
}

/** Decodes; a label that contradicts the bytes gives way to `context` (the mail's own charset) or to a guess. */
export function decodeBytes(bytes: Uint8Array, label?: string | null, context?: string | null): string {
  if (/^utf-?7$/i.test((label ?? '').trim())) return decodeUtf7(bytes);
  const charset = canonicalCharset(label);
  if (charset === 'utf-8' || charset === null) return strictUtf8(bytes) ?? guessed(bytes, context, charset);
  const text = new TextDecoder(charset).decode(bytes);
  return WESTERN.test(charset) && looksCyrillic(bytes) ? guessed(bytes, context, null) : text;
}

/** The charset of 8-bit bytes that are not UTF-8; windows-1252 when the text is not plausible Russian. */
export function guessCharset(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE);
  if (!looksCyrillic(sample)) return 'windows-1252';
  const scored = GUESSES.map((name) => ({ name, score: plausibility(new TextDecoder(name).decode(sample)) }));
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).name;
}

function guessed(bytes: Uint8Array, context: string | null | undefined, declared: string | null): string {
  const fromContext = canonicalCharset(context);
  if (fromContext && fromContext !== 'utf-8' && !WESTERN.test(fromContext)) {
    const text = new TextDecoder(fromContext).decode(bytes);
    if (plausibility(text.slice(0, SAMPLE)) > 0) return text;
  }
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  // a cut or slightly damaged UTF-8 text stays UTF-8: few replacement marks among many good letters
  if (declared === 'utf-8' || fromContext === 'utf-8') if (damage(utf8) < 0.1) return utf8;
  return damage(utf8) < 0.02 ? utf8 : new TextDecoder(guessCharset(bytes)).decode(bytes);
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function damage(text: string): number {
  const marks = text.split('\uFFFD').length - 1;
  return marks / Math.max(1, text.replace(/[\x00-\x7f]/g, '').length);
}

function looksCyrillic(bytes: Uint8Array): boolean {
  let high = 0;
  let latin = 0;
  for (const byte of bytes.subarray(0, SAMPLE)) {
    if (byte >= 0x80) high += 1;
    else if ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) latin += 1;
  }
  // in western languages accents are a few per cent of letters; markup and addresses are latin in Russian mail too
  return high > 1 && high > latin * 0.25 && longestRun(bytes) >= 3;
}

function longestRun(bytes: Uint8Array): number {
  let run = 0;
  let best = 0;
  for (const byte of bytes.subarray(0, SAMPLE)) {
    run = byte >= 0x80 ? run + 1 : 0;
    best = Math.max(best, run);
  }
  return best;
}

/** How Russian a text looks: frequent small letters earn, capitals inside words and pseudographics cost. */
function plausibility(text: string): number {
  let score = 0;
  let before = ' ';
  for (const char of text) {
    if ('оеаинтсрвлкмдпу'.includes(char)) score += 2;
    else if (/[а-яё]/.test(char)) score += 1;
    else if (/[А-ЯЁ]/.test(char)) score += /[а-яё]/.test(before) ? -3 : 0.5;
    else if (char > '\x7f' && !'«»—–№“”„…’ \u00a0'.includes(char)) score -= 3;
    before = char;
  }
  return score;
}

function decoderOf(label: string): object | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

/** RFC 2152; only old mailers still write it. */
function decodeUtf7(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/\+([A-Za-z0-9+/]*)-?/g, (_, encoded: string) => {
      if (encoded === '') return '+';
      const units = Buffer.from(encoded, 'base64');
      return units
        .subarray(0, units.length & ~1)
        .swap16()
        .toString('utf16le');
    });
}
