// One MAX bot's settings: their schema, and the bot that the environment describes.
import { z } from 'zod';

const API_ROOT = 'https://platform-api2.max.ru';

export const MaxSettings = z
  .object({
    token: z
      .string()
      .trim()
      .regex(/^\S{8,500}$/, 'токен бота из раздела «Чат-боты» на business.max.ru'),
    /** A server certificate of the Ministry of Digital Development is trusted through NODE_EXTRA_CA_CERTS. */
    apiRoot: z
      .url({ protocol: /^https?$/, error: `адрес Bot API, например ${API_ROOT}` })
      .default(API_ROOT)
      .transform((root) => root.replace(/\/+$/, '')),
    mode: z.enum(['polling', 'webhook'], { error: 'polling или webhook' }).default('polling'),
    /** Proves that a webhook request comes from MAX. */
    webhookSecret: z.preprocess(
      (given) => given || undefined,
      z
        .string()
        .regex(/^[A-Za-z0-9_-]{5,256}$/, 'от 5 до 256 латинских букв, цифр, знаков _ и -')
        .optional(),
    ),
    /** Where files may be fetched from and put, besides apiRoot: these domains and those below them, by https only. */
    fileHosts: z
      .array(z.string().regex(/^[a-z0-9.-]+\.[a-z]+$/i, 'домен, например oneme.ru'))
      .default(['max.ru', 'oneme.ru', 'okcdn.ru', 'mycdn.me']),
  })
  .superRefine(({ mode, webhookSecret }, check) => {
    if (mode === 'webhook' && !webhookSecret)
      check.addIssue({
        code: 'custom',
        path: ['webhookSecret'],
        message: 'для режима webhook нужен секрет (MAX_WEBHOOK_SECRET): без него любой мог бы прислать поддельное сообщение',
      });
  });
export type MaxSettings = z.infer<typeof MaxSettings>;

/** The bot that MAX_BOT_TOKEN, MAX_API_ROOT, MAX_MODE and MAX_WEBHOOK_SECRET describe, or nothing. */
export function accountsFromEnvironment(
  env: Record<string, string | undefined>,
): { name: string; settings: unknown; endpoints: string[] }[] {
  const token = env.MAX_BOT_TOKEN?.trim();
  if (!token) return [];
  const apiRoot = env.MAX_API_ROOT || API_ROOT;
  const settings = {
    token,
    apiRoot,
    mode: env.MAX_MODE || 'polling',
    ...(env.MAX_WEBHOOK_SECRET ? { webhookSecret: env.MAX_WEBHOOK_SECRET } : {}),
  };
  return [{ name: 'bot', settings, endpoints: [URL.canParse(apiRoot) ? new URL(apiRoot).hostname : apiRoot] }];
}

/** Addresses inside the provider's data are followed only to the configured server or, by https, to its file hosts. */
export function mayReach(address: string, settings: Pick<MaxSettings, 'apiRoot' | 'fileHosts'>): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.origin === new URL(settings.apiRoot).origin) return true;
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    settings.fileHosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`))
  );
}
