// "Test connection" of a MAX bot: the token, the way messages come in, the right to write; stops at the first failure.
import type { ChannelHost, TestStep } from '../channel.js';
import { MaxApi } from './max-api.adapter.js';
import { judgeLink, readFailure } from './outcome.js';
import type { MaxSettings } from './settings.js';
import { ownWebhook, type Subscriptions, webhookUrl } from './webhook.adapter.js';
import type { WireUser } from './wire.js';

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
export async function* testConnection(settings: MaxSettings, host: ChannelHost, language: 'ru' | 'en'): AsyncIterable<TestStep> {
  const api = new MaxApi(settings, host.clock);
  try {
    for (const { name, run } of steps(settings, host, api)) {
      const began = Date.now();
      const { ok, key, facts } = await run().catch(refusal);
      yield { step: name, ok, message: host.text(language, `max.${key}`, facts), ms: Date.now() - began };
      if (!ok) return;
    }
  } finally {
    api.close();
  }
}

function steps(settings: MaxSettings, host: ChannelHost, api: MaxApi): Step[] {
  let username = '';
  return [
    {
      name: 'token',
      async run() {
        const me = await api.call<WireUser>('GET /me');
        username = me.username ?? '';
        return pass('test.token', { username, name: me.first_name ?? me.name ?? '' });
      },
    },
    {
      name: 'intake',
      run: async () =>
        intake(
          settings,
          host,
          (await api.call<Subscriptions>('GET /subscriptions')).subscriptions.map(({ url }) => url),
        ),
    },
    { name: 'send', run: () => canSend(api).then(() => pass('test.send', { username })) },
  ];
}

/** `set` holds the addresses of the subscriptions the bot has now. */
function intake(settings: MaxSettings, { publicUrl }: ChannelHost, set: string[]): Answer {
  const own = webhookUrl(publicUrl);
  if (settings.mode === 'polling') {
    const foreign = set.find((url) => !ownWebhook(url, publicUrl));
    return foreign ? { ok: false, key: 'poll.webhook', facts: { url: foreign } } : pass('test.no-webhook');
  }
  if (!publicUrl.startsWith('https://') && !isLocal(publicUrl)) return { ok: false, key: 'test.webhook-https', facts: { url: publicUrl } };
  return set.includes(own) ? pass('test.own-webhook') : pass('test.webhook-unset', { url: own });
}

/** Nobody is written to: "no such chat" shows that sending itself is allowed. */
async function canSend(api: MaxApi): Promise<void> {
  try {
    await api.call('POST /chats/1/actions', { body: { action: 'typing_on' } });
  } catch (error) {
    const { status } = readFailure(error);
    if (status !== 400 && status !== 403 && status !== 404) throw error;
  }
}

const isLocal = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
const pass = (key: string, facts: Answer['facts'] = {}): Answer => ({ ok: true, key, facts });

function refusal(error: unknown): Answer {
  const { reason } = judgeLink(readFailure(error), 1);
  return { ok: false, ...reason };
}
