// We answer: takes one delivery, hands it to its channel's link, and writes what became of it.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import type { Logger } from '#libs/kernel/logger.js';
import { formatNumber } from '#libs/tickets/number.js';
import type { Outbound, SendOutcome, StoredFile } from './channel.js';
import { type DeliveryRow, DeliveriesService } from './deliveries.service.js';
import { LinksService } from './links.service.js';
import { SilenceService } from './silence.service.js';

interface Context {
  number_year: number;
  number_seq: number;
  subject: string | null;
  text: string;
  files: StoredFile[];
  agent_name: string | null;
  language: 'ru' | 'en';
  signature: string;
  reply_external: string | null;
  reply_meta: Record<string, unknown> | null;
  references: string[];
}
const CONTEXT = `
  select t.number_year, t.number_seq, t.subject, m.text, m.files, a.name as agent_name, ca.language, ca.signature,
    r.external_id as reply_external, r.meta as reply_meta,
    array(select coalesce(x.external_id, d.provider_id) from messages x left join deliveries d on d.message_id = x.id
          where x.ticket_id = t.id and x.id < coalesce(r.id, m.id) and x.direction <> 'note' and coalesce(x.external_id, d.provider_id) is not null order by x.id) as "references"
  from deliveries dl
    join messages m on m.id = dl.message_id
    join tickets t on t.id = dl.ticket_id
    join channel_accounts ca on ca.id = dl.account_id
    left join agents a on m.author_kind = 'agent' and a.id = m.author_id
    left join lateral (select id, external_id, meta from messages i where i.ticket_id = t.id and i.direction = 'inbound' and i.id < m.id and i.external_id is not null
      order by (i.conversation_id = m.conversation_id) desc nulls last, i.id desc limit 1) r on true
  where dl.key = $1`;

@Injectable()
export class DeliveryService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly deliveries: DeliveriesService,
    private readonly links: LinksService,
    private readonly settings: { firstRetryMs: number; maxRetryMs: number; giveUpMs: number; silence: SilenceService },
  ) {}

  /** The job `delivery.send`: answers when to try again, or nothing when it is over. */
  async deliver(key: string): Promise<{ runAt: Date } | undefined> {
    const row = await this.deliveries.begin(key);
    if (!row) return undefined;
    const outcome = await this.attempt(row);
    if (outcome.state === 'sent') return void (await this.deliveries.sent(row, outcome.parts, outcome.delivered ?? false));
    const tooLate = this.clock.now().getTime() - row.created_at.getTime() > this.settings.giveUpMs;
    if (outcome.state === 'failed' || tooLate)
      return void (await this.db.transaction((tx) => this.deliveries.fail(tx, key, outcome.reason, outcome.parts)));
    await this.deliveries.postponed(row, outcome.reason, outcome.parts);
    return { runAt: new Date(this.clock.now().getTime() + (outcome.afterMs ?? this.backOff(row.attempts))) };
  }

  private async attempt(row: DeliveryRow): Promise<SendOutcome> {
    // what waited for a mailbox that was down must not break out after the switch was thrown
    if (row.automatic && (await this.settings.silence.silenced()))
      return { state: 'failed', reason: 'Автоматические сообщения выключены.', parts: row.parts };
    const link = this.links.link(row.account_id);
    if (!link) return { state: 'retry', reason: 'Подключение канала выключено или не отвечает.', afterMs: null, parts: row.parts };
    try {
      return await link.send(await this.outbound(row));
    } catch (error) {
      this.log.error({ err: error, ticketId: row.ticket_id, channel: row.channel }, 'a channel threw while sending');
      return { state: 'retry', reason: (error as Error).message.slice(0, 300), afterMs: null, parts: row.parts };
    }
  }

  private async outbound(row: DeliveryRow): Promise<Outbound> {
    const [c] = await this.db.query<Context>(CONTEXT, [row.key]);
    return {
      key: row.key,
      attempt: row.attempts,
      ticketId: row.ticket_id,
      ticketNumber: formatNumber(c!.number_year, c!.number_seq),
      conversationKey: row.conversation_key,
      to: { address: row.address, name: row.address_name },
      text: c!.text,
      files: c!.files,
      automatic: row.automatic,
      subject: c!.subject,
      replyTo: c!.reply_external ? { externalId: c!.reply_external, meta: c!.reply_meta ?? {} } : null,
      references: c!.references,
      from: { name: c!.agent_name },
      signature: c!.signature,
      sentParts: row.parts,
      language: c!.language,
    };
  }

  /** Doubling with jitter, so that many failures do not knock together. */
  private backOff(attempt: number): number {
    const base = Math.min(this.settings.maxRetryMs, this.settings.firstRetryMs * 2 ** Math.min(attempt - 1, 12));
    return Math.round(base * (0.75 + Math.random() * 0.5));
  }
}
