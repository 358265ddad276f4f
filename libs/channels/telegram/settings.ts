// One bot's settings: their schema, and the bot that the environment describes.
import { z } from 'zod';

export const TelegramSettings = z
  .object({
    token: z
      .string()
      .trim()
      .regex(/^\d{3,20}:[\w-]{5,200}$/, 'токен, который выдал @BotFather, например 7000000001:AAE…'),
    /** Address of the Bot API server; another one where the organisation keeps its own. */
    apiRoot: z
      .url({ protocol: /^https?$/, error: 'адрес сервера Bot API, например https://api.telegram.org' })
      .default('https://api.telegram.org')
      .transform((root) => root.replace(/\/+$/, '')),
    mode: z.enum(['polling', 'webhook'], { error: 'polling или webhook' }).default('polling'),
    /** Proves that a webhook request comes from the server the webhook was set at. */
    webhookSecret: z.preprocess(
      (given) => given || undefined,
      z
        .string()
        .regex(/^[A-Za-z0-9_-]{1,256}$/, 'до 256 латинских букв, цифр, знаков _ и -')
        .optional(),
    ),
  })
  .superRefine(({ mode, webhookSecret }, check) => {
    if (mode === 'webhook' && !webhookSecret)
      check.addIssue({
        code: 'custom',
        path: ['webhookSecret'],
        message: 'для режима webhook нужен секрет (TELEGRAM_WEBHOOK_SECRET): без него любой мог бы прислать поддельное сообщение',
      });
  });
export type TelegramSettings = z.infer<typeof TelegramSettings>;

/** The bot's own user id stands before the colon of its token. */
export const botIdOf = (settings: Pick<TelegramSettings, 'token'>): string => settings.token.split(':')[0]!;

/** The bot that TELEGRAM_BOT_TOKEN, TELEGRAM_API_ROOT, TELEGRAM_MODE and TELEGRAM_WEBHOOK_SECRET describe, or nothing. */
export function accountsFromEnvironment(
  env: Record<string, string | undefined>,
): { name: string; settings: unknown; endpoints: string[] }[] {
  const token = env.TELEGRAM_BOT_TOKEN?.trim();
  if (!token) return [];
  const apiRoot = env.TELEGRAM_API_ROOT || 'https://api.telegram.org';
  const settings = {
    token,
    apiRoot,
    mode: env.TELEGRAM_MODE || 'polling',
    ...(env.TELEGRAM_WEBHOOK_SECRET ? { webhookSecret: env.TELEGRAM_WEBHOOK_SECRET } : {}),
  };
  return [{ name: `bot${botIdOf({ token })}`, settings, endpoints: [URL.canParse(apiRoot) ? new URL(apiRoot).hostname : apiRoot] }];
}
