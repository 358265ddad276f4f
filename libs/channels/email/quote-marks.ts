// How mail programs announce quoted history and forwarded letters, Russian and English.

const DATE = String.raw`(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+[а-яё]{3,8}\.?,?\s+\d{2,4}|\d{1,2}\s+[a-z]{3,9}\.?,?\s+\d{4}|[a-z]{3,9}\.?\s+\d{1,2},?\s+\d{4})`;
const DAY = `(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)`;
const VERB = String.raw`(?:wrote|writes|пиш[еу]т|писал\(?а?\)?|написал\(?а?\)?|сообщил\(?а?\)?|schrieb|a écrit|escribió)`;

/** A divider that stands alone before the old letter. */
const DIVIDERS = [
  /^[-–—_=*\s]{2,}\s*(original message|original appointment|reply message|исходное сообщение|оригинальное сообщение|исходное письмо|первоначальное сообщение|ответное сообщение)\s*[-–—_=*\s]{2,}$/i,
  /^#{2,}-?\s*(please type your reply above|пожалуйста, (?:введите|пишите) (?:ваш )?ответ выше)/i,
];
/** A divider before a letter that was forwarded to us: what follows is the message itself. */
const FORWARDS = [
  /^[-–—_=*\s]{2,}\s*(forwarded (?:message|letter)|(?:начало )?пере(?:сыл|сла|направ|адрес)[а-яё]+ (?:сообщени[ея]|письм[оа]))/i,
  /^(begin forwarded message|начало пере[а-яё]+ (?:сообщения|письма))\s*:?\s*$/i,
  /^>?\s*-{3,}\s*forwarded by\b/i,
];
const ATTRIBUTIONS = [
  new RegExp(String.raw`^(?:on|am|le|el)\s.{0,40}${DATE}.{0,300}(?<![а-яёa-z])${VERB}\s*:$`, 'i'),
  new RegExp(String.raw`^-*\s*(?:on|вкл|в)\s.{0,300}${VERB}\s*:?\s*-{2,}$`, 'i'),
  new RegExp(String.raw`^${DAY}\.?,?\s+(?:в\s+)?${DATE}.{0,300}(?::|<[^>]+@[^>]+>:?|["»]:?)$`, 'i'),
  new RegExp(String.raw`^${DAY}\.?,?\s+${DATE}(?:\s*г(?:ода|\.)?)?,?.{0,40}\d{1,2}:\d{2}.{0,60}\s(?:от|from)\s.{1,200}$`, 'i'),
  new RegExp(String.raw`^(?:в\s+)?(?:письме\s+от\s+)?${DATE}(?:\s*г(?:ода|\.)?)?,?\s*(?:в|at)?\s*\d{1,2}:\d{2}.{0,300}:$`, 'i'),
  new RegExp(String.raw`^.{1,200}${DATE}.{0,200}${VERB}\s*:$`, 'i'),
  new RegExp(String.raw`^.{0,200}<[^>\s]+@[^>\s]+>.{0,100}${VERB}\s*:$`, 'i'),
  /^(?:вы писали|ты пишешь|you wrote)[ ,:].{0,100}$/i,
  new RegExp(String.raw`^${DATE},?\s+.{1,120}${VERB}\s*:$`, 'i'),
  new RegExp(String.raw`^.{1,120}\s${VERB}\s+${DATE}.{0,40}:$`, 'i'),
  new RegExp(String.raw`^\d{1,2}:\d{2},?\s+${DATE}(?:\s*г(?:ода|\.)?)?,?\s.{1,200}:$`, 'i'),
];
const LABELS: Record<string, RegExp> = {
  from: /^(от|от кого|from|отправитель)$/,
  date: /^(отправлено|дата|дата отправки|sent|date|когда)$/,
  to: /^(кому|to|получатель)$/,
  cc: /^(копия|cc|копии)$/,
  subject: /^(тема|subject|re)$/,
};
const RULE = /^[_\-–—=]{5,}$/;

export const isDivider = (line: string): boolean => DIVIDERS.some((mark) => mark.test(line));
export const isForward = (line: string): boolean => line.length < 300 && FORWARDS.some((mark) => mark.test(line));
/** A line of underscores or dashes that Outlook draws above the header block. */
export const isRule = (line: string): boolean => RULE.test(line);

/** Lines that make "On …, … wrote:" at `at` (clients wrap it over up to three), or 0. */
export function attributionLength(lines: string[], at: number): number {
  let joined = '';
  for (let count = 1; count <= 3 && at + count <= lines.length; count += 1) {
    const line = lines[at + count - 1].trim();
    if (line === '' || line.startsWith('>')) return 0;
    joined = `${joined} ${line}`.trim();
    if (joined.length > 500) return 0;
    if (ATTRIBUTIONS.some((mark) => mark.test(joined))) return count;
  }
  return 0;
}

/** Whether Outlook's block of headers («От: … Отправлено: … Кому: … Тема: …») begins at this line. */
export function isHeaderBlock(lines: string[], at: number): boolean {
  if (labelOf(lines[at]) !== 'from') return false;
  const seen = new Set<string>();
  let addressed = false;
  for (let next = at; next < Math.min(lines.length, at + 12); next += 1) {
    const label = labelOf(lines[next]);
    addressed ||= lines[next].includes('@');
    if (label) seen.add(label);
    else if (lines[next].trim() === '' && seen.size > 1) break;
  }
  // a statement on paper has «Кому, От, Тема» too, but neither a date nor an address among them
  return seen.has('date') ? seen.size >= 2 : addressed && (seen.size >= 3 || seen.has('subject'));
}

/** A line such as «Кому: …» or «Тема: …». */
export const isLabelled = (line: string): boolean => labelOf(line) !== null;

function labelOf(line: string): string | null {
  const label = /^[>\s]*\*?([a-zа-яё ]{2,14})\*?\s?:\*?(?:\s|$)/i.exec(line)?.[1].trim().toLowerCase();
  if (!label) return null;
  return Object.keys(LABELS).find((key) => LABELS[key].test(label)) ?? null;
}
