// Receives by webhook: sets it at the server and watches it; the route answers 200 only after the update is stored.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { ChannelAccount, ChannelHost, ChannelRequest, ChannelResponse, ChannelRoute } from '../channel.js';
import { BotApi } from './bot-api.adapter.js';
import { Health } from './health.adapter.js';
import { Intake } from './intake.adapter.js';
import { backOffMs, judgeLink, readFailure } from './outcome.js';
import { Loop } from './pause.adapter.js';
import { botIdOf, type TelegramSettings } from './settings.js';
import { WANTED_UPDATES, type WireUpdate } from './wire.js';

type Account = ChannelAccount<TelegramSettings>;
const PATH = 'webhook';
const WATCH_MS = 60_000;
const RETRY_SECONDS = 5;

/** Several bots share the route: the query tells which one a request is for. */
export const webhookUrl = (publicUrl: string, settings: TelegramSettings): string =>
  `${publicUrl}/channels/telegram/${PATH}?bot=${botIdOf(settings)}`;

/** Keeps the webhook set and looks every minute whether the server gets through. */
export class WebhookKeeper {
  private readonly loop: Loop;
  private readonly health: Health;
  private readonly url: string;
  private set = false;

  constructor(
    private readonly account: Account,
    host: ChannelHost,
    private readonly api: BotApi,
  ) {
    this.url = webhookUrl(host.publicUrl, account.settings);
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
    if (!this.set) {
      const payload = { url: this.url, secret_token: this.account.settings.webhookSecret, allowed_updates: [...WANTED_UPDATES] };
      await this.api.call('setWebhook', payload);
      this.set = true;
    }
    const { url, pending_update_count: count, last_error_message: detail } = await this.api.call('getWebhookInfo', {});
    if (url !== this.url) this.set = false;
    else if (detail && count > 0) this.health.trouble('degraded', { key: 'hook.failing', facts: { url: this.url, detail, count } });
    else this.health.up();
    return this.set ? WATCH_MS : backOffMs(1);
  }

  private failed(error: unknown, times: number): number {
    const failure = readFailure(error);
    const { state, reason, pauseMs } = judgeLink(failure, times);
    const refused = reason.key === 'net.refused';
    this.health.trouble(state, refused ? { key: 'hook.address', facts: { url: this.url, detail: failure.description } } : reason);
    return pauseMs;
  }
}

/** POST /channels/telegram/webhook; a bot's intake lives as long as its account is open. */
export function webhookRoute(): ChannelRoute<TelegramSettings> {
  const intakes = new WeakMap<Account, Intake>();
  const intakeOf = (account: Account, host: ChannelHost): Intake => {
    const intake = intakes.get(account) ?? new Intake(account, host, new BotApi(account.settings, host.clock));
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
    json(status, { error: { kind, message: host.text(account?.language ?? 'ru', `telegram.${key}`), facts: {} } });
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

/** The bot whose secret the request carries. A bot without a secret takes nothing from this door. */
function addressee({ headers, query }: ChannelRequest, accounts: Account[]): Account | undefined {
  const given = headers['x-telegram-bot-api-secret-token'] ?? '';
  // every secret is compared, so the time tells nothing about which one nearly fitted
  const fitting = accounts.filter(
    ({ settings }) => equal(settings.webhookSecret ?? '', given) && given !== '' && settings.mode === 'webhook',
  );
  return fitting.find(({ settings, mode }) => mode !== 'off' && (!query.bot || query.bot === botIdOf(settings)));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const equal = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

function parse(body: Buffer): WireUpdate | null {
  try {
    const update = JSON.parse(body.toString('utf8')) as WireUpdate | null;
    return Number.isSafeInteger(update?.update_id) ? update : null;
  } catch {
    return null;
  }
}

const json = (status: number, body: object): ChannelResponse => ({ status, contentType: 'application/json', body: JSON.stringify(body) });
