// One telephone number's settings: their schema, and the number that the environment describes.
import { z } from 'zod';
import { normalisePhone } from '#libs/people/phone.js';
import { MENU_KEYS, type Menu } from './menu.js';
import { hotlineTexts, type TextKey } from './texts.js';

const optional = (schema: z.ZodString) => z.preprocess((given) => given || undefined, schema.optional());
const sid = (prefix: string) =>
  z
    .string()
    .trim()
    .regex(new RegExp(`^${prefix}[0-9A-Za-z]{4,64}$`), `идентификатор вида ${prefix}… из кабинета провайдера`);
const web = z.url({ protocol: /^https?$/, error: 'адрес, например https://api.twilio.com' });

const phone = z.string().transform((text, check) => {
  const read = normalisePhone(text);
  if (read.ok) return read.e164;
  check.addIssue({ code: 'custom', message: 'номер в международном виде, например +74950000000' });
  return z.NEVER;
});

const words = z.object({ ru: z.string().min(1).max(1000), en: z.string().min(1).max(1000) }).strict();
const said = z.union([z.enum(Object.keys(hotlineTexts.ru) as [TextKey, ...TextKey[]]), words]);
const choice = z.discriminatedUnion('to', [
  z.object({ to: z.literal('queue'), queue: z.string().min(1), urgent: z.boolean().optional(), mark: z.string().optional() }).strict(),
  z.object({ to: z.literal('step'), step: z.string().min(1) }).strict(),
  z.object({ to: z.enum(['ticket', 'voicemail', 'language']) }).strict(),
]);
const seconds = z.int().min(10).max(3600);
export const MenuSettings: z.ZodType<Menu> = z
  .object({
    start: z.string(),
    personQueue: z.string().min(1),
    waiting: z
      .object({ announceS: seconds, callbackAfterS: seconds, callbackFromPlace: z.int().min(1) })
      .strict()
      .optional(),
    steps: z.record(z.string(), z.object({ say: z.array(said).min(1), keys: z.partialRecord(z.enum(MENU_KEYS), choice) }).strict()),
  })
  .strict()
  .refine(({ start, steps }) => steps[start], 'у меню нет начального шага (start)');

export const HotlineSettings = z.object({
  accountSid: sid('AC'),
  authToken: z.string().trim().min(1, 'токен (Auth Token) из кабинета провайдера'),
  /** Where the provider's REST API answers; a compatible server of one's own stands here. */
  apiBase: web.default('https://api.twilio.com').transform((base) => base.replace(/\/+$/, '')),
  /** The hotline's own number, E.164. */
  number: phone,
  /** The browser phone needs all three. */
  apiKeySid: optional(sid('SK')),
  apiKeySecret: optional(z.string().trim()),
  appSid: optional(sid('AP')),
  /** Talks are recorded, after a notice; off unless chosen. */
  record: z.boolean().default(false),
  /** Whoever picks up a manager's ordinary phone presses 1: an answering machine can't. */
  confirmByKey: z.boolean().default(true),
  /** calendar: outside working hours, with nobody at work, callers are offered to leave a message. */
  hours: z.enum(['calendar', 'always']).default('calendar'),
  /** Audio for those who wait or are on hold; a quiet melody of ours without it. */
  music: z.preprocess((given) => given || undefined, web.optional()),
  language: z.enum(['ru', 'en']).optional(),
  /** This number's own menu; the Institute's (config/institute.yaml, phoneMenu) without it. */
  menu: MenuSettings.optional(),
});
export type HotlineSettings = z.infer<typeof HotlineSettings>;

export const SECRETS = ['authToken', 'apiKeySecret'];

/** The number that the TWILIO_ variables describe, or nothing. */
export function accountsFromEnvironment(
  env: Record<string, string | undefined>,
): { name: string; settings: unknown; endpoints: string[] }[] {
  if (!env.TWILIO_ACCOUNT_SID?.trim()) return [];
  const apiBase = env.TWILIO_API_BASE || 'https://api.twilio.com';
  const settings = {
    accountSid: env.TWILIO_ACCOUNT_SID,
    authToken: env.TWILIO_AUTH_TOKEN ?? '',
    apiBase,
    number: env.TWILIO_NUMBER ?? '',
    apiKeySid: env.TWILIO_API_KEY_SID,
    apiKeySecret: env.TWILIO_API_KEY_SECRET,
    appSid: env.TWILIO_APP_SID,
  };
  return [
    { name: env.TWILIO_NUMBER?.trim() || 'hotline', settings, endpoints: [URL.canParse(apiBase) ? new URL(apiBase).hostname : apiBase] },
  ];
}
