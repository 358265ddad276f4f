// One client's whole way, told by somebody who repeats every act until it is answered: write, take, reply, hear, transfer.
import type pg from 'pg';
import type { Telegram } from '#apps/simulator/telegram/bot-api.server.js';
import { Person } from '../world.js';
import type { ChildProgram } from './child-program.js';

const PATIENCE_MS = 60_000;
type Reply = { status: number; body: any };

export class Round {
  private person: Person | null = null;
  /** Longest time in which nothing answered, ms. */
  longestSilence = 0;

  constructor(
    private readonly program: ChildProgram,
    private readonly telegram: Telegram,
    private readonly db: pg.Pool,
  ) {}

  /** Returns the ticket's id. Throws when any step does not come true in a minute. */
  async walk(n: number): Promise<string> {
    const client = this.telegram.user(5_300_000 + n, `Анна${n}`, `anna${n}`, 'ru');
    client.text('До какого числа приём документов?');
    const ticketId = await this.taken(n);
    await this.until(
      () => this.call('post', `/api/tickets/${ticketId}/replies`, { text: `До 25 июля, ответ ${n}.` }, `reply-${n}-key`),
      ({ status }) => status === 201,
    );
    await client.waitFor((message) => message.text?.includes(`ответ ${n}.`) ?? false, PATIENCE_MS);
    await this.until(
      () =>
        this.call(
          'post',
          `/api/tickets/${ticketId}/transfers`,
          { to: { queue: 'admission' }, reason: 'вопрос о поступлении' },
          `transfer-${n}-key`,
        ),
      ({ status }) => status === 201,
    );
    await this.until(
      () =>
        this.db.query(
          `select 1 from deliveries d join tickets t on t.id = d.ticket_id where t.id = $1 and not automatic and state = 'sent'`,
          [ticketId],
        ),
      ({ rows }) => rows.length === 1,
    );
    return ticketId;
  }

  /** How often the client got the answer: once, or twice when the crash hid the provider's "accepted". */
  heard(n: number): number {
    const client = this.telegram.user(5_300_000 + n);
    return client.inbox.filter((message) => message.text?.includes(`ответ ${n}.`)).length;
  }

  /** Accepts the offer of this client's ticket; after a crash it may be ours already. */
  private async taken(n: number): Promise<string> {
    const { rows } = await this.until(
      async () => {
        const offers = await this.call('get', '/api/offers');
        const mine = offers.body.items.find((offer: { client: { name: string } }) => offer.client.name === `Анна${n}`);
        if (mine) await this.call('post', `/api/offers/${mine.id}/acceptance`, {});
        return this.db.query<{ id: string }>(
          `select t.id from tickets t join clients c on c.id = t.client_id join agents a on a.id = t.assignee_id where c.name = $1 and t.status = 'assigned' and a.login = 'maria'`,
          [`Анна${n}`],
        );
      },
      (answer) => answer.rows.length === 1,
    );
    return rows[0]!.id;
  }

  private async call(method: 'get' | 'post', route: string, body?: unknown, key?: string): Promise<Reply> {
    this.person ??= await this.signIn();
    const answer = await this.person.call(method.toUpperCase(), route, body, key ? { 'idempotency-key': key } : {});
    if (answer.status >= 500) throw new Error(`${route}: ${answer.status}`);
    return answer;
  }

  private async signIn(): Promise<Person> {
    const answer = await fetch(`${this.program.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'maria', password: 'demo' }),
    });
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status}`);
    const person = new Person(this.program.url, answer.headers.get('set-cookie')!.split(';')[0]!, '');
    await person.online();
    return person;
  }

  private async until<T>(act: () => Promise<T>, done: (answer: T) => boolean): Promise<T> {
    const since = performance.now();
    for (;;) {
      // errors of Node's own come from another realm here, so `instanceof Error` tells nothing
      const { answer, failure } = await act().then(
        (answer) => ({ answer, failure: null }),
        (failure: Error) => ({ answer: null, failure }),
      );
      if (answer !== null && done(answer)) {
        this.longestSilence = Math.max(this.longestSilence, performance.now() - since);
        return answer;
      }
      if (performance.now() - since > PATIENCE_MS)
        throw new Error(
          `not in a minute: ${String(act)}\nlast: ${failure?.message ?? JSON.stringify(answer).slice(0, 500)}\n${this.program.words}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
