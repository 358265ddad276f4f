// What channels are given: intake, cursors, files, texts, tokens, health; built per link by whether the process holds its lease.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { FileStore } from '#libs/kernel/files.adapter.js';
import { signToken, verifyToken } from '#libs/kernel/ids.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';
import type { Logger } from '#libs/kernel/logger.js';
import { indexable } from '#libs/kernel/text.js';
import { TextsService } from '#libs/kernel/texts.service.js';
import type { ChannelHost, ChatHistoryItem } from './channel.js';
import { DeliveriesService } from './deliveries.service.js';
import { IntakeService } from './intake.service.js';
import { LinksService } from './links.service.js';
import { SilenceService } from './silence.service.js';

export interface HostParts {
  clock: Clock;
  log: Logger;
  files: FileStore;
  texts: TextsService;
  live: LiveEvents;
  silence: SilenceService;
}
const HISTORY = `
  select m.id, m.client_key as key, m.direction, coalesce(a.name, m.author_name) as author, m.text, m.at, m.files, d.parts->>0 as part
  from conversations c join messages m on m.conversation_id = c.id
    left join agents a on m.author_kind = 'agent' and a.id = m.author_id
    left join deliveries d on d.message_id = m.id
  where c.account_id = $1 and c.key = $2 and m.direction <> 'note' and m.deleted_at is null and ($3::bigint is null or m.id > $3)
  order by m.id desc limit $4`;

@Injectable()
export class ChannelHostService {
  constructor(
    private readonly db: Database,
    private readonly intake: IntakeService,
    private readonly deliveries: DeliveriesService,
    private readonly links: LinksService,
    private readonly parts: HostParts,
    private readonly surroundings: { publicUrl: string; key: Buffer; resolve: ChannelHost['resolve']; sockets?: ChannelHost['sockets'] },
  ) {}

  make(receives: boolean): ChannelHost {
    const { clock, log, files, texts, live, silence } = this.parts;
    const { publicUrl, key, resolve, sockets } = this.surroundings;
    return {
      receives,
      clock,
      log,
      publicUrl,
      resolve,
      sockets,
      receive: (account, envelopes, cursor) => this.intake.receive(account, envelopes, cursor),
      cursor: async (account, key) =>
        (
          await this.db.query<{ value: never }>('select value from channel_cursors where account_id = $1 and key = $2', [account.id, key])
        )[0]?.value ?? null,
      putFile: async ({ name, mime, bytes }) => ({ sha256: await files.put(bytes), name, mime, size: bytes.length }),
      readFile: (sha256) => files.read(sha256),
      mark: (account, providerId, state, reason) => this.deliveries.mark(account.id, providerId, state, reason ?? null),
      silenced: () => silence.silenced(),
      typing: (account, conversationKey) => void this.clientTypes(account.id, indexable(conversationKey), live),
      history: (account, conversationKey, after, limit) => this.history(account.id, indexable(conversationKey), after, limit),
      text: (language, key, facts) => texts.say(language, key, facts),
      sign: (purpose, value) => signToken(key, purpose, value),
      verify: (purpose, token) => verifyToken(key, purpose, token),
      health: (account, state, reason) => this.links.report(account.id, state, reason ?? null),
    };
  }

  private async history(accountId: string, key: string, after: string | null, limit: number): Promise<ChatHistoryItem[]> {
    const from = after !== null && /^\d{1,19}$/.test(after) ? after : null;
    return (await this.db.query<ChatHistoryItem>(HISTORY, [accountId, key, from, limit])).reverse();
  }

  private async clientTypes(accountId: string, key: string, live: LiveEvents): Promise<void> {
    const [row] = await this.db.query<{ ticket_id: string | null; name: string }>(
      'select c.ticket_id, k.name from conversations c join clients k on k.id = c.client_id where c.account_id = $1 and c.key = $2',
      [accountId, key],
    );
    if (row?.ticket_id) live.emit('typing', { ticketId: row.ticket_id, who: { kind: 'client', name: row.name } });
  }
}
