// "Test connection" of a mailbox: step by step, each answer a sentence that says what to do; stops at the first failure.
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import type { ChannelHost, TestStep } from '../channel.js';
import { type Explained, explainImap, explainSmtp } from './explain.js';
import { makeClient } from './imap-folder.adapter.js';
import { type EmailSettings, type Endpoint, endpointOf } from './settings.js';
import { makeTransport } from './smtp.adapter.js';

type Language = 'ru' | 'en';
type Facts = Record<string, string | number>;
interface Step {
  name: string;
  run(): Promise<{ key: string; facts?: Facts }>;
  explain(error: unknown): Explained;
}

/** Steps: resolve, connect, tls, sign-in, folder, idle, smtp. */
export async function* testConnection(settings: EmailSettings, host: ChannelHost, language: Language = 'ru'): AsyncIterable<TestStep> {
  const imap = endpointOf(settings.imapUrl);
  const client = makeClient(imap);
  client.on('error', () => undefined);
  try {
    for (const step of steps(settings, imap, client)) {
      const began = Date.now();
      const say = (key: string, facts: Facts) => host.text(language, `email.${key}`, facts);
      const answer = (ok: boolean, message: string) => ({ step: step.name, ok, message, ms: Date.now() - began });
      try {
        const { key, facts } = await step.run();
        yield answer(true, say(key, { ...publicFacts(imap), ...facts }));
      } catch (error) {
        const { key, facts } = step.explain(error);
        yield answer(false, say(key, facts));
        return;
      }
    }
  } finally {
    client.close();
  }
}

function steps(settings: EmailSettings, imap: Endpoint, client: ReturnType<typeof makeClient>): Step[] {
  const smtp = endpointOf(settings.smtpUrl);
  const explain = (error: unknown) => explainImap(error, imap);
  const step = (name: string, run: Step['run']): Step => ({ name, run, explain });
  return [
    step('resolve', async () => {
      await lookup(imap.host);
      return { key: 'test.resolve' };
    }),
    step('connect', async () => {
      await reach(imap);
      return { key: 'test.connect' };
    }),
    step('tls', async () => {
      await client.connect();
      return { key: client.secureConnection ? 'test.tls' : 'test.no-tls' };
    }),
    step('sign-in', async () => ({ key: 'test.sign-in' })),
    step('folder', async () => {
      const box = await client.mailboxOpen(imap.folder, { readOnly: true });
      return { key: 'test.folder', facts: { count: box.exists } };
    }),
    step('idle', async () => ({ key: client.capabilities.has('IDLE') ? 'test.idle' : 'imap.no-idle' })),
    { name: 'smtp', run: () => verifySmtp(smtp), explain: (error) => explainSmtp(error, smtp) },
  ];
}

async function verifySmtp(smtp: Endpoint): Promise<{ key: string; facts: Facts }> {
  const transport = makeTransport(smtp);
  try {
    await transport.verify();
    return { key: 'test.smtp', facts: { host: smtp.host, user: smtp.user } };
  } finally {
    transport.close();
  }
}

function reach(endpoint: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: endpoint.host, port: endpoint.port, timeout: 10_000 });
    const settle = (act: () => void) => () => {
      socket.destroy();
      act();
    };
    socket.once('connect', settle(resolve));
    socket.once(
      'timeout',
      settle(() => reject(new Error('TIMEOUT'))),
    );
    socket.once('error', (error) => settle(() => reject(error))());
  });
}

function publicFacts(endpoint: Endpoint): Facts {
  return { host: endpoint.host, port: endpoint.port, user: endpoint.user, folder: endpoint.folder };
}
