// D11: the client's older open tickets on the same topic, proposed for a merge; nothing is merged by itself.
import { Injectable } from '@nestjs/common';
import type { TicketView } from '#libs/contract/tickets.js';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import type { Viewer } from '#libs/people/viewer.js';
import { TicketsQuery } from './tickets.query.js';

const DAY_MS = 86_400_000;
const MOST = 5;
// reads tickets_by_client: one client has few tickets
const OLDER = `
  select o.id from tickets t join tickets o on o.client_id = t.client_id and o.topic = t.topic and o.id < t.id
  where t.id = $1 and t.status in ('registered', 'queued', 'assigned', 'waiting')
    and o.status in ('registered', 'queued', 'assigned', 'waiting') and o.last_message_at > $2
  order by o.id desc limit ${MOST}`;

@Injectable()
export class DuplicatesQuery {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tickets: TicketsQuery,
    private readonly settings: { duplicateDays: number },
  ) {}

  /** Those the viewer may see, newest first; empty for a ticket that is closed or has no topic. */
  async of(viewer: Viewer, ticketId: string): Promise<TicketView[]> {
    const since = new Date(this.clock.now().getTime() - this.settings.duplicateDays * DAY_MS);
    const ids = (await this.db.query<{ id: string }>(OLDER, [ticketId, since])).map((row) => row.id);
    if (!ids.length) return [];
    const views = await this.tickets.views(viewer, ids);
    return views.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  }
}
