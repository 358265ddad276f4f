// Envelopes put aside: people see them, download the raw bytes and send them through intake again.
import { Injectable } from '@nestjs/common';
import { Database } from '#libs/kernel/database.service.js';
import { notFound } from '#libs/kernel/errors.js';
import { FileStore } from '#libs/kernel/files.adapter.js';

export interface QuarantineRow {
  id: string;
  channel: string;
  account: string;
  reason: string | null;
  receivedAt: string;
  size: number;
}

@Injectable()
export class QuarantineService {
  constructor(
    private readonly db: Database,
    private readonly files: FileStore,
  ) {}

  list(after: string | null, limit = 50): Promise<QuarantineRow[]> {
    return this.db.query<QuarantineRow>(
      `select r.id, r.channel, a.name as account, r.reason, r.accepted_at as "receivedAt", coalesce(length(e.raw), 0) as size
       from inbound_receipts r join channel_accounts a on a.id = r.account_id left join envelopes e on e.id = r.envelope_id
       where r.state = 'quarantined' and ($1::bigint is null or r.id < $1) order by r.id desc limit $2`,
      [after, limit],
    );
  }

  /** The bytes as they came. */
  async raw(id: string): Promise<Buffer> {
    const [row] = await this.db.query<{ raw: Buffer | null; file_sha256: string | null }>(
      `select e.raw, e.file_sha256 from inbound_receipts r join envelopes e on e.id = r.envelope_id where r.id = $1 and r.state = 'quarantined'`,
      [id],
    );
    if (!row) throw notFound('В карантине такого письма нет.');
    return row.raw ?? this.files.read(row.file_sha256!);
  }
}
