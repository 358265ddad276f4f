// The program behind a proxy with one telephone number on the provider's stand-in: what the stories about calls begin with.
import type { PersonCall } from '#apps/simulator/telephone/phone.js';
import { startTelephone, type Telephone } from '#apps/simulator/telephone/telephone.server.js';
import type { JournalView, MessageView, TicketView } from '#libs/contract/tickets.js';
import { makeWorld, type Person, type World, type WorldOptions } from '../world.js';

/** Wednesday noon in Moscow. */
const NOON = new Date('2026-10-14T09:00:00Z');
const PUBLIC = 'https://otklik.institute.example';
const ACCOUNT = `AC${'7'.repeat(32)}`;
const STEP_MS = 500;

export class HotlineOffice {
  private callers = 0;

  constructor(
    readonly telephone: Telephone,
    readonly world: World,
    /** Sees every ticket. */
    readonly pavel: Person,
  ) {}

  /** A call from a number nobody has called from yet. */
  call(): PersonCall {
    return this.telephone.caller(`+7916555${String(++this.callers).padStart(4, '0')}`).dial();
  }

  /** Signs in and goes to work; their ordinary phone rings until it is answered by hand. */
  async atWork(login: string): Promise<{ person: Person; phone: ReturnType<Telephone['phone']> }> {
    const person = await this.world.as(login);
    await person.online();
    const [row] = await this.world.services.db.query<{ phone: string }>('select phone from agents where login = $1', [login]);
    return { person, phone: this.telephone.phone(row!.phone).byHand() };
  }

  /** Time goes on in small steps; each waits for what it set off. */
  async pass(ms: number): Promise<void> {
    const end = this.world.clock.now().getTime() + ms;
    for (let now = this.world.clock.now().getTime(); now < end; now = this.world.clock.now().getTime()) {
      await this.settle();
      this.world.clock.moveTo(new Date(Math.min(end, now + STEP_MS)));
    }
    await this.settle();
  }

  /** Time goes on until it has happened. */
  async until<T>(event: Promise<T>, maxMs = 120_000): Promise<T> {
    let done = false;
    void event.then(() => {
      done = true;
    });
    const end = this.world.clock.now().getTime() + maxMs;
    while (!done) {
      if (this.world.clock.now().getTime() > end) throw new Error(`nothing happened in ${maxMs} ms`);
      await this.pass(STEP_MS);
    }
    return event;
  }

  /** The same, for what can only be looked at. */
  async see<T>(read: () => Promise<T>, fits: (value: T) => boolean, maxMs = 120_000): Promise<T> {
    const end = this.world.clock.now().getTime() + maxMs;
    for (;;) {
      const value = await read();
      if (fits(value)) return value;
      if (this.world.clock.now().getTime() > end) throw new Error(`not so in ${maxMs} ms; it is ${JSON.stringify(value)?.slice(0, 1500)}`);
      await this.pass(STEP_MS);
    }
  }

  /** Every ticket of the client with this number. */
  async ticketsOf(phone: string): Promise<TicketView[]> {
    const { body } = await this.pavel.get<{ items: { id: string }[] }>(`/api/clients?q=${encodeURIComponent(phone)}`);
    const all = 'registered,queued,assigned,waiting,resolved,closed,merged,spam';
    const lists = await Promise.all(
      body.items.map(({ id }) => this.pavel.get<{ items: TicketView[] }>(`/api/tickets?client=${id}&limit=50&status=${all}`)),
    );
    return lists.flatMap((list) => list.body.items);
  }

  async messages(ticketId: string): Promise<MessageView[]> {
    return (await this.pavel.get<{ items: MessageView[] }>(`/api/tickets/${ticketId}/messages?limit=50`)).body.items;
  }

  /** Journal lines of calls. */
  async journal(ticketId: string, kind = 'call.'): Promise<JournalView[]> {
    const { body } = await this.pavel.get<{ items: JournalView[] }>(`/api/tickets/${ticketId}/journal?limit=200`);
    return body.items.filter((line) => line.kind.startsWith(kind));
  }

  async stop(): Promise<void> {
    await this.telephone.close();
    await this.world.stop();
  }

  private async settle(): Promise<void> {
    await this.telephone.settle();
    await this.world.settle();
  }
}

/** The network lives by the world's clock; its webhooks are signed for the public address and arrive through the proxy. */
export async function openHotlineOffice(settings: Record<string, unknown> = {}, options: WorldOptions = {}): Promise<HotlineOffice> {
  let world: World | undefined;
  const telephone = await startTelephone({
    accountSid: ACCOUNT,
    authToken: 'token',
    number: '+74950000000',
    publicUrl: () => PUBLIC,
    connectUrl: () => world!.url,
    clock: { now: () => world?.clock.now() ?? NOON, after: (ms, act) => world!.clock.after(ms, act) },
  });
  const account = {
    channel: 'hotline',
    name: 'main',
    settings: { accountSid: ACCOUNT, authToken: 'token', apiBase: telephone.url, number: '+74950000000', record: true, ...settings },
  };
  world = await makeWorld({ at: NOON, ...options, env: { PUBLIC_URL: PUBLIC, ...options.env }, accounts: [account] });
  return new HotlineOffice(telephone, world, await world.as('pavel'));
}
