// "Test connection" of a number: the account's password, the number itself, where the provider sends calls; stops at the first failure.
import type { ChannelHost, TestStep } from '../channel.js';
import { Carrier, CarrierFault } from './carrier.adapter.js';
import type { HotlineSettings } from './settings.js';

interface Answer {
  ok: boolean;
  key: string;
  facts?: Record<string, string>;
}

const isLocal = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

function refusal(error: unknown): Answer {
  if (!(error instanceof CarrierFault)) throw error;
  if (error.status === 401 || error.status === 403) return { ok: false, key: 'test.refused' };
  return { ok: false, key: error.status === 0 ? 'test.lost' : 'test.fault', facts: { detail: error.message } };
}

async function credentials(carrier: Carrier): Promise<Answer> {
  const { status, friendly_name: name } = await carrier.account();
  return status === 'active'
    ? { ok: true, key: 'test.account', facts: { name } }
    : { ok: false, key: 'test.suspended', facts: { name, status } };
}

async function ownNumber(carrier: Carrier, { number }: HotlineSettings): Promise<Answer> {
  const found = await carrier.number(number);
  return { ok: found !== null, key: found ? 'test.number' : 'test.no-number', facts: { number } };
}

async function webhook(carrier: Carrier, { number }: HotlineSettings, publicUrl: string): Promise<Answer> {
  const [voice, status] = [`${publicUrl}/channels/hotline/voice`, `${publicUrl}/channels/hotline/status`];
  const facts = { voice, status };
  if (!publicUrl.startsWith('https://') && !isLocal(publicUrl)) return { ok: false, key: 'test.https', facts: { url: publicUrl } };
  const set = await carrier.number(number);
  if (set?.voice_url !== voice) return { ok: false, key: 'test.voice', facts };
  return set.status_callback === status ? { ok: true, key: 'test.webhook', facts } : { ok: false, key: 'test.status', facts };
}

/** Steps: credentials, number, webhook. */
export async function* testConnection(settings: HotlineSettings, host: ChannelHost): AsyncIterable<TestStep> {
  const carrier = new Carrier(settings);
  const steps: [string, () => Promise<Answer>][] = [
    ['credentials', () => credentials(carrier)],
    ['number', () => ownNumber(carrier, settings)],
    ['webhook', () => webhook(carrier, settings, host.publicUrl)],
  ];
  for (const [step, run] of steps) {
    const began = Date.now();
    const { ok, key, facts } = await run().catch(refusal);
    yield { step, ok, message: host.text(settings.language ?? 'ru', `hotline.${key}`, facts), ms: Date.now() - began };
    if (!ok) return;
  }
}
