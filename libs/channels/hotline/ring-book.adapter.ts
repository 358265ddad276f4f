// Managers' phones that are rung for a call: one at a time, by the database's own rule.
import type { Database } from '#libs/kernel/database.service.js';

export interface Ring {
  id: string;
  call: string;
  agent_id: string;
  /** Null when the manager already took the ticket, or makes the call. */
  offer_id: string | null;
  /** E.164 or `client:<identity>`. */
  address: string;
  leg: string | null;
  /** Taken in the console: whoever picks up is joined without a key. */
  confirmed: boolean;
  answered: boolean;
  state: 'ringing' | 'accepted' | 'over';
  made_at: Date;
  ends_at: Date;
}
export type NewRing = Pick<Ring, 'call' | 'agent_id' | 'offer_id' | 'address' | 'confirmed' | 'ends_at'> & { account_id: string };

export class RingBook {
  constructor(
    private readonly db: Database,
    private readonly now: () => Date,
  ) {}

  /** Null when the call is rung for somebody already. */
  async start(ring: NewRing): Promise<Ring | null> {
    const [row] = await this.db.query<Ring>(
      `insert into hotline_rings (call, account_id, agent_id, offer_id, address, confirmed, state, made_at, ends_at)
       values ($1, $2, $3, $4, $5, $6, 'ringing', $7, $8) on conflict (call) where state <> 'over' do nothing returning *`,
      [ring.call, ring.account_id, ring.agent_id, ring.offer_id, ring.address, ring.confirmed, this.now(), ring.ends_at],
    );
    return row ?? null;
  }

  async find(id: string): Promise<Ring | null> {
    if (!/^\d{1,18}$/.test(id)) return null;
    return (await this.db.query<Ring>('select * from hotline_rings where id = $1', [id]))[0] ?? null;
  }

  /** The call's ring that is not over. */
  async open(call: string): Promise<Ring | null> {
    return (await this.db.query<Ring>(`select * from hotline_rings where call = $1 and state <> 'over'`, [call]))[0] ?? null;
  }

  /** The last leg by which the agent came to the call. */
  async legOf(call: string, agentId: string): Promise<string | null> {
    return (
      (
        await this.db.query<{ leg: string }>(
          `select leg from hotline_rings where call = $1 and agent_id = $2 and state = 'accepted' and leg is not null order by id desc limit 1`,
          [call, agentId],
        )
      )[0]?.leg ?? null
    );
  }

  /** Returns the ring as it is now: it may have ended while the provider was asked. */
  async legIs(id: string, leg: string): Promise<Ring> {
    return (await this.db.query<Ring>('update hotline_rings set leg = $2 where id = $1 returning *', [id, leg]))[0];
  }

  async reach(id: string, address: string): Promise<void> {
    await this.db.query('update hotline_rings set address = $2, leg = null where id = $1', [id, address]);
  }

  async answered(id: string): Promise<void> {
    await this.db.query('update hotline_rings set answered = true where id = $1', [id]);
  }

  async confirm(id: string): Promise<void> {
    await this.db.query('update hotline_rings set confirmed = true, offer_id = null where id = $1', [id]);
  }

  /** True for the one who moved it: everything else about the ring is decided by that one. */
  async move(id: string, from: Ring['state'], to: Ring['state']): Promise<boolean> {
    return (
      (await this.db.query('update hotline_rings set state = $3 where id = $1 and state = $2 returning id', [id, from, to])).length > 0
    );
  }
}
