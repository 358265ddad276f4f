// Receives by webhook: subscribes at the server and watches that it stays; the route answers 200 only after the update is stored.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { ChannelAccount, ChannelHost, ChannelRequest, ChannelResponse, ChannelRoute } from '../channel.js';
import { Health } from './health.adapter.js';
import { Intake } from './intake.adapter.js';
import { MaxApi } from './max-api.adapter.js';
import { judgeLink, readFailure } from './outcome.js';
import { Loop } from './pause.adapter.js';
import type { MaxSettings } from './settings.js';
import { parseExact, WANTED_UPDATES, type WireUpdate } from './wire.js';

export interface Subscriptions {
  subscriptions: { url: string }[];
}
type Account = ChannelAccount<MaxSettings>;
const PATH = 'webhook';
const WATCH_MS = 60_000;
const RETRY_SECONDS = 5;

const prefixOf = (publicUrl: string): string => `${publicUrl}/channels/max/`;
export const webhookUrl = (publicUrl: string): string => `${prefixOf(publicUrl)}${PATH}`;
export const ownWebhook = (url: string, publicUrl: string): boolean => url.startsWith(prefixOf(publicUrl));

/** Keeps the subscription; the server drops one whose address fails for long. */
export class WebhookKeeper {
  private readonly loop: Loop;
  private readonly health: Health;
  private readonly url: string;

  constructor(
    private readonly account: Account,
    host: ChannelHost,
    private readonly api: MaxApi,
  ) {
    this.url = webhookUrl(host.publicUrl);
    this.health = new Health(account, host);
    this.loop = new Loop(
      host.clock,
      () => this.turn(),
      (error, times) => this.failed(error, times),
    );
  }

  start(): void {
    this.loop.start();
  }

  close(): Promise<void> {
    return this.loop.close();
  }

  private async turn(): Promise<number> {
    const { subscriptions } = await this.api.call<Subscriptions>('GET /subscriptions');
    if (!subscriptions.some(({ url }) => url === this.url)) {
      const body = { url: this.url, update_types: WANTED_UPDATES, secret: this.account.settings.webhookSecret };
      await this.api.call('POST /subscriptions', { body });
    }
    this.health.up();
    return WATCH_MS;
  }

  private failed(error: unknown, times: number): number {
    const failure = readFailure(error);
    const { state, reason, pauseMs } = judgeLink(failure, times);
    const refused = reason.key === 'net.refused';
    this.health.trouble(state, refused ? { key: 'hook.address', facts: { url: this.url, detail: failure.description } } : reason);
    return pauseMs;
  }
}

/** POST /channels/max/webhook; a bot's intake lives as long as its account is open. */
export function webhookRoute(): ChannelRoute<MaxSettings> {
  const intakes = new WeakMap<Account, Intake>();
  const intakeOf = (account: Account, host: ChannelHost): Intake => {
    const intake = intakes.get(account) ?? new Intake(account, host, new MaxApi(account.settings, host.clock));
    intakes.set(account, intake);
    return intake;
  };
  return { method: 'POST', path: PATH, answer: (request, accounts, host) => answer(request, accounts, host, intakeOf) };
}

async function answer(
  request: ChannelRequest,
  accounts: Account[],
  host: ChannelHost,
  intakeOf: (account: Account, host: ChannelHost) => Intake,
): Promise<ChannelResponse> {
  const account = addressee(request, accounts);
  const refuse = (status: number, kind: string, key: string) =>
    json(status, { error: { kind, message: host.text(account?.language ?? 'ru', `max.${key}`), facts: {} } });
  if (!account) return refuse(403, 'forbidden', 'hook.secret');
  const update = parse(request.rawBody);
  if (!update) return refuse(400, 'invalid', 'hook.body');
  try {
    await intakeOf(account, host).accept([{ update, raw: request.rawBody }]);
    return json(200, {});
  } catch (error) {
    host.log.warn({ account: account.name, err: error }, 'webhook update not stored');
    return { ...refuse(503, 'unavailable', 'hook.later'), headers: { 'retry-after': String(RETRY_SECONDS) } };
  }
}

/** The bot whose secret the request carries: several bots need secrets of their own. A bot without one takes nothing from this door. */
function addressee({ headers }: ChannelRequest, accounts: Account[]): Account | undefined {
  const given = headers['x-max-bot-api-secret'] ?? '';
  // every secret is compared, so the time tells nothing about which one nearly fitted
  const fitting = accounts.filter(
    ({ settings }) => equal(settings.webhookSecret ?? '', given) && given !== '' && settings.mode === 'webhook',
  );
  return fitting.find(({ mode }) => mode !== 'off');
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const equal = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

function parse(body: Buffer): WireUpdate | null {
  try {
    const update = parseExact(body.toString('utf8')) as WireUpdate | null;
    return typeof update?.update_type === 'string' ? update : null;
  } catch {
    return null;
  }
}

const json = (status: number, body: object): ChannelResponse => ({ status, contentType: 'application/json', body: JSON.stringify(body) });
