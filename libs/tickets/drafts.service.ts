// Unsent words kept on the server, one draft per person and ticket.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';

@Injectable()
export class DraftsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async draft(agentId: string, ticketId: string): Promise<{ text: string; mode: string } | null> {
    const [row] = await this.db.query<{ text: string; mode: string }>(
      'select text, mode from drafts where agent_id = $1 and ticket_id = $2',
      [agentId, ticketId],
    );
    return row ?? null;
  }

  /** An empty text removes the draft. */
  async keep(agentId: string, ticketId: string, text: string, mode: string): Promise<void> {
    if (!text.trim()) await this.db.query('delete from drafts where agent_id = $1 and ticket_id = $2', [agentId, ticketId]);
    else
      await this.db.query(
        'insert into drafts (agent_id, ticket_id, text, mode, updated_at) values ($1, $2, $3, $4, $5) on conflict (agent_id, ticket_id) do update set text = excluded.text, mode = excluded.mode, updated_at = excluded.updated_at',
        [agentId, ticketId, text, mode, this.clock.now()],
      );
  }
}
