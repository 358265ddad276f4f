// Appends messages to conversations, set-based, with their journal lines and the ticket's "who waits" columns.
import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/kernel/database.js';
import { type Actor, agentActor, clientActor, MACHINE } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { type MessageDraft, previewOf, type StoredAttachment } from './messages.js';

const COLUMNS = [
  ['at', 'timestamptz'],
  ['ticket_id', 'bigint'],
  ['direction', 'text'],
  ['author_kind', 'text'],
  ['author_id', 'bigint'],
  ['author_name', 'text'],
  ['text', 'text'],
  ['html', 'text'],
  ['files', 'jsonb'],
  ['meta', 'jsonb'],
  ['channel', 'text'],
  ['account_id', 'bigint'],
  ['external_id', 'text'],
  ['client_key', 'text'],
  ['conversation_id', 'bigint'],
] as const;
// ids are drawn in the order of the drafts: unnest keeps order and the default is evaluated row by row
const INSERT = `insert into messages (${COLUMNS.map(([name]) => name).join(', ')})
  select ${COLUMNS.map(([name]) => name).join(', ')} from unnest(${COLUMNS.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ')})
    with ordinality as d(${COLUMNS.map(([name]) => name).join(', ')}, n) order by n returning id`;
const KIND = { inbound: 'message.received', outbound: 'message.written', note: 'note.written' } as const;

@Injectable()
export class MessagesService {
  constructor(private readonly journal: JournalService) {}

  /** Returns ids in the order of the drafts. Tickets are touched once each, by their last draft. */
  async append(tx: Tx, drafts: MessageDraft[]): Promise<string[]> {
    if (!drafts.length) return [];
    const rows = drafts.map((d) => [
      d.at,
      d.ticketId,
      d.direction,
      d.author.kind,
      d.author.id,
      d.author.name,
      d.text,
      d.html,
      JSON.stringify(d.files),
      JSON.stringify(d.meta),
      d.channel,
      d.accountId,
      d.externalId,
      d.clientKey,
      d.conversationId ?? null,
    ]);
    const ids = (
      await tx.query<{ id: string }>(
        INSERT,
        COLUMNS.map((_, column) => rows.map((row) => row[column])),
      )
    ).map((row) => row.id);
    await this.attach(tx, drafts, ids);
    await this.touch(tx, drafts);
    await this.journal.append(
      tx,
      drafts.map((d, i) => ({
        kind: KIND[d.direction],
        subject: { type: 'ticket' as const, id: d.ticketId },
        ticketId: d.ticketId,
        clientId: d.clientId,
        actor: actorOf(d),
        facts: { message: ids[i], channel: d.channel, files: d.files.length, clientKey: d.clientKey },
      })),
    );
    return ids;
  }

  /** Later parts of an album join the stored message; a caption that comes with one of them becomes its text. */
  async extend(tx: Tx, messageId: string, part: { files: StoredAttachment[]; text: string }): Promise<void> {
    const [message] = await tx.query<{ ticket_id: string; client_id: string }>(
      `update messages m set files = files || $2::jsonb, text = case when m.text = '' then $3 else m.text end from tickets t
       where m.id = $1 and t.id = m.ticket_id returning m.ticket_id, t.client_id`,
      [messageId, JSON.stringify(part.files), part.text],
    );
    const { ticket_id: ticketId, client_id: clientId } = message!;
    await tx.query('insert into attachments (file_id, ticket_id, message_id) select unnest($1::uuid[]), $2, $3 on conflict do nothing', [
      part.files.filter((file) => !file.missing).map((file) => file.id),
      ticketId,
      messageId,
    ]);
    await this.journal.append(tx, [
      {
        kind: 'message.extended',
        subject: { type: 'ticket', id: ticketId },
        ticketId,
        clientId,
        actor: clientActor(clientId),
        facts: { message: messageId, files: part.files.length },
      },
    ]);
  }

  private async attach(tx: Tx, drafts: MessageDraft[], ids: string[]): Promise<void> {
    const files = drafts.flatMap((d, i) => d.files.filter((file) => !file.missing).map((file) => [file.id, d.ticketId, ids[i]!]));
    if (files.length)
      await tx.query(
        'insert into attachments (file_id, ticket_id, message_id) select * from unnest($1::uuid[], $2::bigint[], $3::bigint[]) on conflict do nothing',
        [0, 1, 2].map((column) => files.map((file) => file[column])),
      );
  }

  private async touch(tx: Tx, drafts: MessageDraft[]): Promise<void> {
    const last = new Map(drafts.filter((d) => d.direction !== 'note').map((d) => [d.ticketId, d]));
    if (!last.size) return;
    const all = [...last.values()];
    await tx.query(
      `update tickets t set preview = case when d.preview = '' then t.preview else d.preview end, last_message_at = d.at,
         last_inbound_at = case when d.inbound then d.at else t.last_inbound_at end,
         unanswered = case when d.inbound then true when d.machine then t.unanswered else false end,
         first_answer_at = case when not d.inbound and not d.machine and t.first_answer_at is null then d.at else t.first_answer_at end
       from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::bool[], $5::bool[]) as d(id, preview, at, inbound, machine) where t.id = d.id`,
      [
        all.map((d) => d.ticketId),
        all.map((d) => previewOf(d.text, d.files)),
        all.map((d) => d.at),
        all.map((d) => d.direction === 'inbound'),
        all.map((d) => d.author.kind === 'machine'),
      ],
    );
  }
}

const actorOf = ({ author }: MessageDraft): Actor =>
  author.kind === 'machine'
    ? MACHINE
    : author.id === null
      ? { kind: author.kind, id: null }
      : author.kind === 'agent'
        ? { ...agentActor(author.id), actingFor: author.actingFor ?? null }
        : clientActor(author.id);
