// What must hold at every moment after the program has come back (RELIABILITY section 1), as plain SQL.
import type pg from 'pg';

/** name, statement whose every row is a violation. */
const INVARIANTS: [string, string][] = [
  [
    'I1: an accepted message is stored',
    `select r.id from inbound_receipts r where r.state = 'accepted' and not exists (select 1 from messages m where m.id = r.message_id)`,
  ],
  [
    'I2: one external message, one stored message',
    `select account_id, external_id, count(*) from messages where direction = 'inbound' and external_id is not null group by 1, 2 having count(*) > 1`,
  ],
  [
    'numbers have no gap',
    `select number_year from tickets group by number_year having max(number_seq) <> count(*) or min(number_seq) <> 1`,
  ],
  [
    'I4: a reply on its way has a job that sends it',
    `select d.key from deliveries d where d.state in ('queued', 'sending') and not exists (select 1 from jobs j where j.name = 'delivery.send' and j.payload ->> 'key' = d.key and not j.dead)`,
  ],
  ['one reply, one delivery', `select message_id from deliveries group by message_id having count(*) > 1`],
  [
    'I6: only a waiting ticket is offered, to one person',
    `select o.ticket_id from offers o join tickets t on t.id = o.ticket_id where o.state = 'made' group by o.ticket_id having count(*) > 1 or bool_or(t.status <> 'queued')`,
  ],
  [
    'an assigned ticket has its person, a queued one has none',
    `select id from tickets where (status = 'assigned') <> (assignee_id is not null) and status in ('assigned', 'queued')`,
  ],
  [
    'I6: load within capacity',
    `select a.id from agents a where a.capacity + 0.001 < coalesce((select sum(o.weight) from offers o where o.agent_id = a.id and o.state = 'made'), 0)
       + coalesce((select sum(t.weight) from tickets t where t.assignee_id = a.id and t.status = 'assigned'), 0)
       and not exists (select 1 from journal j where j.actor_id = a.id and j.facts ->> 'over' = 'true')`,
  ],
  [
    'I14: every ticket has one registration in the journal',
    `select t.id from tickets t where 1 <> (select count(*) from journal j where j.ticket_id = t.id and j.kind = 'ticket.registered')`,
  ],
  [
    'I14: the last assignment of the journal is the assignee',
    `select t.id from tickets t where t.status = 'assigned' and t.assignee_id::text is distinct from
       (select j.facts ->> 'agent' from journal j where j.ticket_id = t.id and j.kind = 'ticket.assigned' order by j.id desc limit 1)`,
  ],
  [
    'I14: every message is in the journal once',
    `select m.id from messages m where 1 <> (select count(*) from journal j where j.ticket_id = m.ticket_id and j.kind in ('message.received', 'message.written', 'note.written') and j.facts ->> 'message' = m.id::text)`,
  ],
];

/** Names of what is broken, with the first rows; empty when everything holds. */
export async function broken(db: pg.Pool): Promise<string[]> {
  const found: string[] = [];
  for (const [name, sql] of INVARIANTS) {
    const { rows } = await db.query(sql);
    if (rows.length) found.push(`${name}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return found;
}
