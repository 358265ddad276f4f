// The provider's REST API: rings, redirects and ends calls, holds a side of a talk, fetches recordings.
import type { HotlineSettings } from './settings.js';

/** The provider refused or could not be reached; `status` 0 without an answer, `code` its own. */
export class CarrierFault extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export interface NewCall {
  from: string;
  /** E.164, or `client:<identity>`. */
  to: string;
  /** The page of whoever answers. */
  url: string;
  status: string;
  timeoutS: number;
}
export interface NumberFacts {
  phone_number: string;
  voice_url: string | null;
  status_callback: string | null;
}
type Fields = Record<string, string | string[]>;

const TIMEOUT_MS = 5000;
const MEDIA_TIMEOUT_MS = 30_000;
const MEDIA_BYTES = 25 * 1024 * 1024;
const PAUSES_MS = [250, 750];
const PROGRESS = ['initiated', 'ringing', 'answered', 'completed'];

const mayRepeat = (fault: unknown): boolean =>
  !(fault instanceof CarrierFault) || fault.status === 429 || fault.status >= 500 || fault.status === 0;
const rest = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref());

export class Carrier {
  private readonly root: string;
  private readonly authorization: string;

  constructor(
    private readonly settings: Pick<HotlineSettings, 'accountSid' | 'authToken' | 'apiBase'>,
    private readonly report: (fault: CarrierFault | null) => void = () => undefined,
  ) {
    this.root = `${settings.apiBase}/2010-04-01/Accounts/${settings.accountSid}`;
    this.authorization = `Basic ${Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString('base64')}`;
  }

  /** Rings `to`; resolves with the leg's sid as soon as the provider took the order. */
  async ring(call: NewCall): Promise<string> {
    const { from, to, url, status, timeoutS } = call;
    const form = {
      From: from,
      To: to,
      Url: url,
      Method: 'POST',
      Timeout: String(timeoutS),
      StatusCallback: status,
      StatusCallbackMethod: 'POST',
      StatusCallbackEvent: PROGRESS,
    };
    return (await this.ask<{ sid: string }>('POST', '/Calls', form)).sid;
  }

  /** Sends a running call to another page. */
  async redirect(sid: string, url: string): Promise<void> {
    await this.ask('POST', `/Calls/${sid}`, { Url: url, Method: 'POST' });
  }

  /** Ends a call that rings or runs; one that is over is left alone. */
  async end(sid: string): Promise<void> {
    await this.ask('POST', `/Calls/${sid}`, { Status: 'completed' }).catch((fault) => {
      if (!(fault instanceof CarrierFault) || (fault.status !== 400 && fault.status !== 404)) throw fault;
    });
  }

  /** The call's present status, or null when the provider does not know it. */
  async status(sid: string): Promise<string | null> {
    const found = await this.ask<{ status: string }>('GET', `/Calls/${sid}`).catch((fault) => {
      if (fault instanceof CarrierFault && fault.status === 404) return null;
      throw fault;
    });
    return found?.status ?? null;
  }

  /** The running talk by its name, or null. */
  async room(name: string): Promise<string | null> {
    const list = await this.ask<{ conferences: { sid: string; status: string }[] }>(
      'GET',
      '/Conferences',
      undefined,
      `?FriendlyName=${encodeURIComponent(name)}`,
    );
    return list.conferences.find((one) => one.status !== 'completed')?.sid ?? null;
  }

  async hold(room: string, label: string, holdUrl: string | null): Promise<void> {
    const form: Fields = holdUrl ? { Hold: 'true', HoldUrl: holdUrl, HoldMethod: 'POST' } : { Hold: 'false' };
    await this.ask('POST', `/Conferences/${room}/Participants/${label}`, form);
  }

  async account(): Promise<{ status: string; friendly_name: string }> {
    return this.ask('GET', '');
  }

  /** The account's own number, or null when it has none like that. */
  async number(phone: string): Promise<NumberFacts | null> {
    const list = await this.ask<{ incoming_phone_numbers: NumberFacts[] }>(
      'GET',
      `/IncomingPhoneNumbers`,
      undefined,
      `?PhoneNumber=${encodeURIComponent(phone)}`,
    );
    return list.incoming_phone_numbers.find((one) => one.phone_number === phone) ?? null;
  }

  /** A recording's bytes; only from the provider's own address: the password goes along. */
  async media(url: string): Promise<{ mime: string; bytes: Buffer }> {
    const address = URL.canParse(url) ? new URL(url) : null;
    if (!address || address.origin !== new URL(this.settings.apiBase).origin)
      throw new CarrierFault(400, 0, `foreign recording address ${address?.origin ?? url}`);
    const answer = await fetch(`${address.href}.wav`, {
      headers: { authorization: this.authorization },
      redirect: 'error',
      signal: AbortSignal.timeout(MEDIA_TIMEOUT_MS),
    });
    if (!answer.ok) throw new CarrierFault(answer.status, 0, `recording: the provider answered ${answer.status}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (bytes.length > MEDIA_BYTES) throw new CarrierFault(413, 0, 'the recording is too large');
    return { mime: (answer.headers.get('content-type') ?? 'audio/wav').split(';')[0], bytes };
  }

  private async ask<T>(method: 'GET' | 'POST', path: string, form?: Fields, query = ''): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await this.once<T>(method, path, form, query);
        this.report(null);
        return answer;
      } catch (error) {
        const fault = error instanceof CarrierFault ? error : new CarrierFault(0, 0, (error as Error).message);
        if (attempt < PAUSES_MS.length && mayRepeat(fault)) {
          await rest(PAUSES_MS[attempt]);
          continue;
        }
        if (fault.status !== 404 && fault.code !== 21220) this.report(fault);
        throw fault;
      }
    }
  }

  private async once<T>(method: 'GET' | 'POST', path: string, form: Fields | undefined, query: string): Promise<T> {
    const body =
      form &&
      new URLSearchParams(Object.entries(form).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])));
    const answer = await fetch(`${this.root}${path}.json${query}`, {
      method,
      body,
      headers: { authorization: this.authorization },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const told = (await answer.json().catch(() => ({}))) as { code?: number; message?: string };
    if (!answer.ok) throw new CarrierFault(answer.status, told.code ?? 0, told.message ?? `the provider answered ${answer.status}`);
    return told as T;
  }
}
