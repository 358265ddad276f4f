// A site's application form: its schema, and the envelope it becomes (000 §3.3: a statement with programme, page and UTM marks).
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { normaliseEmail } from '#libs/people/email.js';
import { normalisePhone } from '#libs/people/phone.js';
import type { Inbound, InboundFile, Sender } from '../inbound.js';
import { KINDS } from './settings.js';
import type { ApiText } from './texts.js';

/** All files of one form together, decoded. */
export const FILES_BYTES = 10 * 1024 * 1024;
const CATEGORIES = ['applicant', 'student', 'trainee', 'alumnus', 'other'] as const;
/** Both alphabets. No groups: a grouped expression over megabytes can overflow the stack. */
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

const short = (max: number) => z.string().trim().max(max);
const Form = z
  .object({
    idempotencyKey: z.string().min(8).max(200).optional(),
    name: short(300).min(1),
    phone: short(60).optional(),
    email: short(320).optional(),
    category: z.enum(CATEGORIES).optional(),
    kind: z.enum(KINDS).optional(),
    topic: short(100).optional(),
    programme: short(300).optional(),
    text: z
      .string()
      .max(50_000)
      .refine((text) => text.trim() !== ''),
    page: short(2000).optional(),
    utm: z.record(z.string().max(60), z.string().max(500)).optional(),
    files: z
      .array(
        z
          .object({
            name: short(255).min(1),
            mime: short(200).default('application/octet-stream'),
            base64: z.string().max(FILES_BYTES * 1.5),
          })
          .strict(),
      )
      .max(10)
      .default([]),
    collective: z
      .object({ count: z.number().int().min(2).max(1_000_000), contact: short(500).min(1) })
      .strict()
      .optional(),
  })
  .strict();
type Fields = z.infer<typeof Form>;

export interface FormFile {
  name: string;
  mime: string;
  bytes: Buffer;
}
/** A form that passed: contacts in their one spelling, files decoded. */
export interface ApplicationForm extends Omit<Fields, 'files' | 'phone' | 'email'> {
  key: string | null;
  phone: string | null;
  email: string | null;
  files: FormFile[];
  /** sha256 hex of everything but the idempotency key: the same form posted again has the same. */
  hash: string;
}
export type FieldFaults = Record<string, ApiText>;
export type FormReading = { ok: true; form: ApplicationForm } | { ok: false; faults: FieldFaults };

/** Reads a parsed JSON body; `headerKey` is the Idempotency-Key header. Empty strings count as absent. */
export function readForm(body: unknown, headerKey: string | null): FormReading {
  const parsed = Form.safeParse(withoutEmpty(body), { reportInput: true });
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) };
  const faults: FieldFaults = {};
  const { files: encoded, phone: typedPhone, email: typedEmail, ...fields } = parsed.data;
  const phone = typedPhone ? normalisePhone(typedPhone) : null;
  const email = typedEmail ? normaliseEmail(typedEmail) : null;
  if (phone && !phone.ok) faults.phone = 'field.phone';
  if (email && !email.ok) faults.email = 'field.email';
  if (headerKey && fields.idempotencyKey && headerKey !== fields.idempotencyKey) faults.idempotencyKey = 'field.keys-differ';
  if (headerKey && (headerKey.length < 8 || headerKey.length > 200)) faults.idempotencyKey = 'field.wrong';
  const files = encoded.map(({ name, mime, base64 }) => ({ name, mime, bytes: Buffer.from(base64, 'base64') }));
  for (const [i, file] of encoded.entries())
    if (!BASE64.test(file.base64.replace(/\s+/g, ''))) faults[`files.${i}.base64`] = 'field.base64';
  if (files.reduce((sum, file) => sum + file.bytes.length, 0) > FILES_BYTES) faults.files = 'field.size';
  if (Object.keys(faults).length) return { ok: false, faults };
  const form = {
    ...fields,
    phone: phone?.ok ? phone.e164 : null,
    email: email?.ok ? email.email : null,
    files,
    key: headerKey ?? fields.idempotencyKey ?? null,
  };
  return { ok: true, form: { ...form, hash: hashOf(form) } };
}

/** One ledger row a form: its key is both the provider's delivery and the external id. */
export function toInbound(
  form: ApplicationForm,
  key: string,
  files: InboundFile[],
  account: { source: string; defaultKind: (typeof KINDS)[number] },
  receivedAt: Date,
): Inbound {
  const { programme, page, utm } = form;
  const marks = Object.fromEntries(
    Object.entries(utm ?? {}).map(([name, value]) => [name.startsWith('utm_') ? name : `utm_${name}`, value]),
  );
  const source: Record<string, string> = { form: account.source, ...(page ? { page } : {}), ...(programme ? { programme } : {}), ...marks };
  return {
    providerKey: key,
    externalId: key,
    contentHash: form.hash,
    raw: Buffer.from(JSON.stringify({ ...form, files: form.files.map(({ name, mime, bytes }) => ({ name, mime, size: bytes.length })) })),
    receivedAt,
    providerAt: null,
    event: {
      kind: 'message',
      conversationKey: `form:${key}`,
      sender: senderOf(form, key),
      text: form.text,
      files,
      // the ledger knows that a key came before, the conversation knows with which body
      meta: { ...(programme ? { subject: programme } : {}), source, clientKey: form.hash },
      form: { kind: form.kind ?? account.defaultKind, topic: form.topic, category: form.category, collective: form.collective },
    },
  };
}

function senderOf({ name, phone, email }: ApplicationForm, key: string): Sender {
  return {
    address: email ?? phone ?? `form:${key}`,
    name,
    ...(phone ? { phone: { value: phone, verified: false } } : {}),
    ...(email ? { email: { value: email, verified: false } } : {}),
  };
}

function hashOf(form: Omit<ApplicationForm, 'hash'>): string {
  const { key: _key, idempotencyKey: _same, files, utm, ...rest } = form;
  const marks = Object.entries(utm ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const contents = files.map(({ name, mime, bytes }) => [name, mime, createHash('sha256').update(bytes).digest('hex')]);
  return createHash('sha256')
    .update(JSON.stringify([Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)), marks, contents]))
    .digest('hex');
}

/** Site forms post every input they have: an empty one was not filled in. */
function withoutEmpty(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== '' && value !== null));
}

const OWN_WORDS: Record<string, ApiText> = { category: 'field.category', kind: 'field.kind' };

function faultsOf(error: z.ZodError): FieldFaults {
  const faults: FieldFaults = {};
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) faults[[...issue.path, key].join('.')] = 'field.unknown';
    else faults[issue.path.join('.') || 'body'] ??= wordOf(issue);
  }
  return faults;
}

function wordOf(issue: z.core.$ZodIssue): ApiText {
  const own = OWN_WORDS[String(issue.path[0])];
  if (own) return own;
  if (issue.code === 'too_big') return 'field.long';
  const absent = issue.code === 'invalid_type' && issue.input === undefined;
  const blank = issue.code === 'custom' || (issue.code === 'too_small' && issue.origin === 'string');
  return absent || blank ? 'field.required' : 'field.wrong';
}
