// Which letters no human wrote to us just now: bounces, robots, receipts, out-of-office, lists (RFC 3834, 3464, 3798, 2369).
import { decodedText } from './body.js';
import { fieldIds, fieldText } from './header.js';
import { field, fieldsOf, leaves, type Part } from './mime.js';
import { decodedBytes } from './transfer.js';

export interface Automatic {
  reason: 'bounce' | 'robot' | 'receipt' | 'out-of-office' | 'list';
  /** Message-IDs of letters it may speak of; the receiver keeps the one that is ours. */
  about: string[];
  failed?: { reason: string; permanent: boolean };
}

const AWAY =
  /^\s*\[?(автоматический ответ|автоответ|автоматическое уведомление об отсутствии|я в отпуске|нахожусь в отпуске|в отпуске|вне офиса|отсутствую|меня нет на (?:рабочем )?месте|нет на (?:рабочем )?месте|auto(?:matic)?[- ]?(?:reply|response)|autoreply|out of (?:the )?office|away from (?:the )?office|on vacation|vacation (?:reply|response)|i am (?:currently )?out of)/i;
const BOUNCED =
  /^\s*(undeliver(?:ed|able)|delivery (?:status notification|failure|has failed|incomplete)|mail delivery (?:failed|failure|system)|returned mail|failure notice|message (?:could )?not (?:be )?delivered|недоставлен|не удалось доставить|сообщение не доставлено|письмо не доставлено|ошибка доставки|уведомление о (?:состоянии )?доставк)/i;
const DAEMON = /^(mailer-daemon|postmaster|mail-daemon|maildaemon)@/i;
const READ = /^\s*(прочитано|прочтено|уведомление о прочтении|read|read receipt)\s*:/i;

/** Tells an automatic letter, or null for one that a person wrote. */
export function recogniseAutomatic(root: Part, from: string | null, subject: string): Automatic | null {
  return report(root) ?? looseBounce(root, from, subject) ?? marked(root, subject);
}

const value = (root: Part, name: string): string => {
  const raw = field(root, name);
  return raw ? fieldText(raw).trim().toLowerCase() : '';
};

function report(root: Part): Automatic | null {
  const parts = leaves(root);
  const status = parts.find((part) => /^message\/(global-)?delivery-status$/.test(part.type.value));
  if (status) return deliveryReport(decodedText(status), root);
  const receipt = parts.find((part) => /^message\/(global-)?disposition-notification$/.test(part.type.value));
  if (receipt) return { reason: 'receipt', about: aboutIds(root, decodedText(receipt)) };
  if (root.type.value === 'multipart/report') return { reason: 'robot', about: aboutIds(root, '') };
  return null;
}

/** RFC 3464: a list of fields for each recipient. */
function deliveryReport(text: string, root: Part): Automatic {
  const get = (name: string) => new RegExp(`^${name}\\s*:\\s*(.+(?:\\n[ \\t].+)*)`, 'im').exec(text)?.[1].replace(/\s+/g, ' ').trim();
  const action = get('action')?.toLowerCase() ?? 'failed';
  const about = aboutIds(root, '');
  if (/^(delivered|relayed|expanded)/.test(action)) return { reason: 'receipt', about };
  const why = get('diagnostic-code')?.replace(/^[\w-]+\s*;\s*/, '') || get('status') || action;
  const status = get('status') ?? '';
  return {
    reason: 'bounce',
    about,
    failed: { reason: why.slice(0, 500), permanent: !action.startsWith('delayed') && !status.startsWith('4') },
  };
}

/** Bounces of servers that never heard of RFC 3464. */
function looseBounce(root: Part, from: string | null, subject: string): Automatic | null {
  const failed = field(root, 'x-failed-recipients') !== null;
  const daemon = from !== null && DAEMON.test(from);
  if (!failed && !(daemon && (BOUNCED.test(subject) || emptyReturnPath(root))) && !(BOUNCED.test(subject) && emptyReturnPath(root)))
    return null;
  const text = leaves(root)
    .filter((part) => part.type.value.startsWith('text/'))
    .map(decodedText)
    .join('\n')
    .slice(0, 20_000);
  const why = /^.*\b([45]\d\d[ -][45]\.\d+\.\d+ .*|5\d\d .*)$/m.exec(text)?.[1] ?? subject;
  return {
    reason: 'bounce',
    about: aboutIds(root, text),
    failed: { reason: why.slice(0, 500), permanent: !/^4|delayed|задерж/i.test(why) },
  };
}

function marked(root: Part, subject: string): Automatic | null {
  const about = [...new Set([...fieldsOf(root, 'in-reply-to'), ...fieldsOf(root, 'references')].flatMap(fieldIds))];
  const submitted = value(root, 'auto-submitted');
  const away =
    AWAY.test(subject) ||
    ['x-autoreply', 'x-autorespond', 'x-auto-reply', 'x-vacation', 'x-autoreply-from'].some((name) => field(root, name));
  if (submitted.startsWith('auto-replied') || away || value(root, 'precedence') === 'auto_reply') return { reason: 'out-of-office', about };
  if (READ.test(subject) && emptyReturnPath(root)) return { reason: 'receipt', about };
  if (field(root, 'list-id') || /^(bulk|junk|list)$/.test(value(root, 'precedence'))) return { reason: 'list', about };
  if (submitted !== '' && !/^no\b/.test(submitted)) return { reason: 'robot', about };
  if (field(root, 'x-auto-response-suppress') || emptyReturnPath(root)) return { reason: 'robot', about };
  return null;
}

function emptyReturnPath(root: Part): boolean {
  return /^<\s*>$/.test(value(root, 'return-path'));
}

/** Ids of the letter spoken of: named in the report, or in the returned copy of its headers. */
function aboutIds(root: Part, text: string): string[] {
  const copies = leaves(root)
    .filter((part) => /^(message\/|text\/rfc822-headers)/.test(part.type.value))
    .map((part) => decodedBytes(part).subarray(0, 65_536).toString('latin1'));
  const named = [...copies, text].flatMap((source) =>
    [...source.matchAll(/^(?:original-)?message-id\s*:\s*(<[^<>\s]+>)/gim)].map((one) => one[1]),
  );
  const replied = [...fieldsOf(root, 'in-reply-to'), ...fieldsOf(root, 'references')].flatMap(fieldIds);
  return [...new Set([...named, ...replied])];
}
