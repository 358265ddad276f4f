// Where visitors' inquiries stand: number, who answers, whether it is over, and the newest reply that was sent.
import type { Sql } from '#libs/kernel/database.js';
import { formatNumber } from '#libs/tickets/number.js';
import type { ChatState } from './wire.js';

export interface Standing extends ChatState {
  key: string;
  lastReply: string | null;
}

export async function standings(db: Sql, accountId: string, keys: string[]): Promise<Standing[]> {
  const rows = await db.query<{ key: string; year: number; seq: number; status: string; agent: string | null; last_reply: string | null }>(
    `select c.key, t.number_year as year, t.number_seq as seq, t.status, a.name as agent,
       (select max(m.id) from messages m join deliveries d on d.message_id = m.id
        where m.conversation_id = c.id and m.direction = 'outbound' and d.state in ('sent', 'delivered', 'read'))::text as last_reply
     from conversations c join tickets t on t.id = c.ticket_id left join agents a on a.id = t.assignee_id
     where c.account_id = $1 and c.key = any($2)`,
    [accountId, keys],
  );
  return rows.map(({ key, year, seq, status, agent, last_reply }) => ({
    key,
    number: formatNumber(year, seq),
    agent,
    closed: status === 'resolved' || status === 'closed',
    lastReply: last_reply,
  }));
}
