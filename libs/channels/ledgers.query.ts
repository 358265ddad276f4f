// The two ledgers for administrators: everything received and everything sent, in order (CONTRACT section 3).
import { Injectable } from '@nestjs/common';
import { Database } from '#libs/kernel/database.service.js';

@Injectable()
export class LedgersQuery {
  constructor(private readonly db: Database) {}

  inbound(after: string | null, limit: number): Promise<Record<string, unknown>[]> {
    return this.db.query(
      `select r.id, r.channel, a.name as account, r.external_id as "externalId", r.content_hash as "contentHash", r.state, r.reason, r.ticket_id as "ticketId", r.message_id as "messageId", r.accepted_at as "acceptedAt", r.provider_key as "providerKey"
       from inbound_receipts r join channel_accounts a on a.id = r.account_id where ($1::bigint is null or r.id > $1) order by r.id limit $2`,
      [after, limit],
    );
  }

  outbound(after: string | null, limit: number): Promise<Record<string, unknown>[]> {
    return this.db.query(
      `select d.id, d.key, d.ticket_id as "ticketId", d.channel, d.attempts, case d.state when 'read' then 'delivered' else d.state end as state, d.provider_id as "providerId", d.last_error as "lastError", d.automatic, d.created_at as "createdAt"
       from deliveries d where ($1::bigint is null or d.id > $1) order by d.id limit $2`,
      [after, limit],
    );
  }
}
