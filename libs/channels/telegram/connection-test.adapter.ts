// "Test connection" of a bot: the token, the way messages come in, the right to write; stops at the first failure.
import type { ChannelHost, TestStep } from '../channel.js';
import { BotApi } from './bot-api.adapter.js';
import { judgeLink, readFailure } from './outcome.js';
import { botIdOf, type TelegramSettings } from './settings.js';
import { webhookUrl } from './webhook.adapter.js';

interface Answer {
  ok: boolean;
  key: string;
  facts: Record<string, string | number>;
}
interface Step {
  name: string;
  run(): Promise<Answer>;
}

/** Steps: token, intake, send. */
export async function* testConnection(
  settings: TelegramSettings,
  host: ChannelHost,
  language: 'ru' | 'en' = 'ru',
): AsyncIterable<TestStep> {
  const api = new BotApi(settings, host.clock);
  try {
    for (const { name, run } of steps(settings, host, api)) {
      const began = Date.now();
      const { ok, key, facts } = await run().catch(refusal);
      yield { step: name, ok, message: host.text(language, `telegram.${key}`, facts), ms: Date.now() - began };
      if (!ok) return;
    }
  } finally {
    api.close();
  }
}

function steps(settings: TelegramSettings, host: ChannelHost, api: BotApi): Step[] {
  let username = '';
  return [
    {
      name: 'token',
      async run() {
        const me = await api.call('getMe', {});
        username = me.username;
        return pass('test.token', { username, name: me.first_name });
      },
    },
    { name: 'intake', run: async () => intake(settings, host, (await api.call('getWebhookInfo', {})).url ?? '') },
    { name: 'send', run: () => canSend(settings, api).then(() => pass('test.send', { username })) },
  ];
}

/** `set` is the webhook that the server has now, empty when there is none. */
function intake(settings: TelegramSettings, { publicUrl }: ChannelHost, set: string): Answer {
  const own = webhookUrl(publicUrl, settings);
  if (settings.mode === 'polling') {
    const disturbs = set !== '' && !set.startsWith(`${publicUrl}/channels/telegram/`);
    return disturbs ? { ok: false, key: 'poll.webhook', facts: {} } : pass('test.no-webhook');
  }
  if (!publicUrl.startsWith('https://') && !isLocal(publicUrl)) return { ok: false, key: 'test.webhook-https', facts: { url: publicUrl } };
  if (set === '') return pass('test.webhook-unset', { url: own });
  return set === own ? pass('test.own-webhook') : pass('test.webhook-foreign', { url: new URL(set).origin, own });
}

/** Nobody is written to: a refusal that is about the chat shows that sending itself is allowed. */
async function canSend(settings: TelegramSettings, api: BotApi): Promise<void> {
  try {
    await api.call('sendChatAction', { chat_id: botIdOf(settings), action: 'typing' });
  } catch (error) {
    const { code } = readFailure(error);
    if (code !== 400 && code !== 403) throw error;
  }
}

const isLocal = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
const pass = (key: string, facts: Answer['facts'] = {}): Answer => ({ ok: true, key, facts });

function refusal(error: unknown): Answer {
  const { reason } = judgeLink(readFailure(error), 1);
  return { ok: false, ...reason };
}
