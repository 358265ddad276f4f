// Which ticket holds which messages: moves them with everything that points at them, and renews what lists show of a ticket.
import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/kernel/database.js';
import { previewOf } from './messages.js';

interface Last {
  ticket_id: string;
  text: string;
  files: { name: string }[];
  direction: 'inbound' | 'outbound';
  at: Date;
  inbound_at: Date | null;
}
// the machine's own words answer nobody and stand in no list
const LAST = `
  select distinct on (m.ticket_id) m.ticket_id, m.text, m.files, m.direction, m.at,
    (select max(i.at) from messages i where i.ticket_id = m.ticket_id and i.direction = 'inbound') as inbound_at
  from messages m where m.ticket_id = any($1::bigint[]) and m.direction <> 'note' and m.author_kind <> 'machine'
  order by m.ticket_id, m.id desc`;

@Injectable()
export class PlacesService {
  async move(tx: Tx, messageIds: string[], ticketId: string): Promise<void> {
    for (const table of ['messages', 'attachments', 'deliveries'] as const)
      await tx.query(`update ${table} set ticket_id = $2 where ${table === 'messages' ? 'id' : 'message_id'} = any($1::bigint[])`, [
        messageIds,
        ticketId,
      ]);
  }

  /** Unsent words follow to the ticket that stays; what a person had begun there comes first. */
  async moveDrafts(tx: Tx, from: string, to: string): Promise<void> {
    await tx.query(
      `insert into drafts (agent_id, ticket_id, text, mode, updated_at) select agent_id, $2, text, mode, updated_at from drafts where ticket_id = $1
       on conflict (agent_id, ticket_id) do update set text = drafts.text || E'\\n\\n' || excluded.text`,
      [from, to],
    );
    await tx.query('delete from drafts where ticket_id = $1', [from]);
  }

  /** Preview, times and "who waits" as the messages now say; a ticket that is over waits for nobody. */
  async refresh(tx: Tx, ticketIds: string[]): Promise<void> {
    const rows = await tx.query<Last>(LAST, [ticketIds]);
    for (const row of rows)
      await tx.query(
        `update tickets set preview = $2, last_message_at = $3, last_inbound_at = $4, unanswered = $5 and status in ('registered', 'queued', 'assigned', 'waiting') where id = $1`,
        [row.ticket_id, previewOf(row.text, row.files), row.at, row.inbound_at, row.direction === 'inbound'],
      );
  }
}
