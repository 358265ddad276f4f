// The messages of an intake batch: each joins, reopens or registers a ticket, is appended, and sends the router to work.
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TicketStatus } from '#libs/contract/tickets.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { clientActor } from '#libs/kernel/journal.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { type Route, RouterService } from '#libs/routing/router.service.js';
import { HandlingService } from '#libs/tickets/handling.service.js';
import { type MessageDraft, previewOf, type StoredAttachment } from '#libs/tickets/messages.js';
import { MessagesService } from '#libs/tickets/messages.service.js';
import { MovesService } from '#libs/tickets/moves.service.js';
import { RegistrarService, type TicketDraft } from '#libs/tickets/registrar.service.js';
import { AccountsService } from './accounts.service.js';
import { AcknowledgementsService } from './acknowledgements.service.js';
import type { InboundEvent, InboundFile } from './inbound.js';
import type { Item } from './intake-receipts.js';
import { type Candidate, type Join, join } from './join.js';
import type { ConversationRow } from './senders.service.js';

type MessageEvent = Extract<InboundEvent, { kind: 'message' }>;
interface Talk {
  item: Item;
  event: MessageEvent;
  conversation: ConversationRow;
  files: StoredAttachment[];
}
/** Messages that go to one ticket together. */
interface Plan {
  join: Join;
  talks: Talk[];
  route?: Route;
  ticketId: string | null;
}
const DAY_MS = 86_400_000;
const CANDIDATES = `
  with recursive chain as (
    select t.id as asked, t.id, t.status, t.resolved_at, t.merged_into, 0 as depth from tickets t where t.id = any($1::bigint[])
    union all select c.asked, t.id, t.status, t.resolved_at, t.merged_into, c.depth + 1 from chain c join tickets t on t.id = c.merged_into where c.depth < 10)
  select distinct on (asked) asked, id, status, resolved_at from chain order by asked, depth desc`;

@Injectable()
export class IntakeTalksService {
  private reopenMs = 7 * DAY_MS;

  constructor(
    private readonly clock: Clock,
    private readonly jobs: JobsService,
    private readonly router: RouterService,
    private readonly tickets: { registrar: RegistrarService; messages: MessagesService; moves: MovesService; handling: HandlingService },
    private readonly accounts: AccountsService,
    private readonly acknowledgements: AcknowledgementsService,
  ) {}

  configure(settings: { reopenDays: number }): void {
    this.reopenMs = settings.reopenDays * DAY_MS;
  }

  async store(tx: Tx, items: Item[], conversations: Map<string, ConversationRow>): Promise<void> {
    const talks = items.filter((item) => item.envelope.event.kind === 'message').map((item) => this.talk(item, conversations));
    if (!talks.length) return;
    const fresh = talks.filter((talk) => !this.extendsAlbum(talk));
    await this.keepFiles(tx, talks);
    for (const talk of talks) if (this.extendsAlbum(talk)) await this.extend(tx, talk);
    const plans = this.plan(fresh, await this.candidates(tx, fresh));
    const newcomers = plans.filter((plan) => plan.join.act === 'register');
    const numbers = await this.register(tx, newcomers);
    for (const plan of plans) if (plan.join.act !== 'register') await this.continue(tx, plan);
    await this.append(tx, plans);
    // after the client's own words: an acknowledgement answers them, in the conversation and by In-Reply-To
    await this.greet(tx, newcomers, numbers);
  }

  private talk(item: Item, conversations: Map<string, ConversationRow>): Talk {
    const event = item.envelope.event as MessageEvent;
    const files = event.files.map((file) => stored(file));
    return {
      item,
      event,
      conversation: conversations.get(`${item.account.id}\n${event.conversationKey}`)!,
      files,
    };
  }

  private extendsAlbum({ event, conversation }: Talk): boolean {
    return event.group !== undefined && conversation.group_key === event.group && conversation.group_message_id !== null;
  }

  private async candidates(tx: Tx, talks: Talk[]): Promise<Map<string, Candidate>> {
    const ids = [
      ...new Set(
        talks
          .flatMap(({ event, conversation }) => [event.ticketId, conversation.ticket_id])
          .filter((id): id is string => Boolean(id && /^\d{1,18}$/.test(id))),
      ),
    ];
    if (!ids.length) return new Map();
    const rows = await tx.query<{ asked: string; id: string; status: TicketStatus; resolved_at: Date | null }>(CANDIDATES, [ids]);
    return new Map(rows.map((row) => [row.asked, { id: row.id, status: row.status, resolvedAt: row.resolved_at }]));
  }

  /** Messages of one chat conversation share a plan; letters and calls have one each unless they join the same ticket. */
  private plan(talks: Talk[], candidates: Map<string, Candidate>): Plan[] {
    const plans = new Map<string, Plan>();
    for (const [i, talk] of talks.entries()) {
      const { turns } = this.accounts.channel(talk.item.account.channel).descriptor;
      const verdict = join(
        turns,
        candidates.get(talk.event.ticketId ?? '') ?? null,
        candidates.get(talk.conversation.ticket_id ?? '') ?? null,
        this.clock.now(),
        this.reopenMs,
      );
      const key =
        verdict.act !== 'register' ? `ticket:${verdict.ticketId}` : turns === 'chat' ? `conversation:${talk.conversation.id}` : `talk:${i}`;
      const plan = plans.get(key) ?? { join: verdict, talks: [], ticketId: verdict.act === 'register' ? null : verdict.ticketId };
      plan.talks.push(talk);
      plans.set(key, plan);
    }
    return [...plans.values()];
  }

  private async register(tx: Tx, plans: Plan[]): Promise<string[]> {
    if (!plans.length) return [];
    const routes = await this.router.route(
      tx,
      plans.map(({ talks }) => this.routeInput(talks)),
    );
    const tickets = await this.tickets.registrar.register(
      tx,
      plans.map((plan, i) => this.draft(plan, routes[i]!)),
    );
    plans.forEach((plan, i) => {
      plan.ticketId = tickets[i]!.id;
      plan.route = routes[i]!;
    });
    await this.router.keep(
      tx,
      plans.map((plan) => ({ ticketId: plan.ticketId!, route: plan.route! })),
    );
    await tx.query(
      'update tickets t set preferred_id = d.agent from unnest($1::bigint[], $2::bigint[]) as d(id, agent) where t.id = d.id and d.agent is not null',
      [plans.map((p) => p.ticketId), routes.map((r) => r.preferredId)],
    );
    const queues = [...new Set(routes.map((route) => route.queueId))];
    await this.jobs.enqueue(
      tx,
      queues.map((queueId) => ({ name: 'queue.dispatch', payload: { queueId }, key: `dispatch:${queueId}` })),
    );
    return tickets.map((ticket) => ticket.number);
  }

  private routeInput(talks: Talk[]) {
    const [first] = talks as [Talk];
    const text = [first.event.meta?.subject, ...talks.map((talk) => talk.event.text)].filter(Boolean).join('\n');
    const { turns } = this.accounts.channel(first.item.account.channel).descriptor;
    const category = first.event.form?.category ?? first.conversation.client_category;
    return {
      text,
      clientId: first.conversation.client_id,
      clientCategory: category as 'other',
      categoryKnown: category !== 'other',
      turns,
      topic: first.event.form?.topic,
      kind: first.event.form?.kind,
      menuQueue: first.event.queueCode,
      accountQueue: first.item.account.queueCode,
    };
  }

  private draft(plan: Plan, route: Route): TicketDraft {
    const [first] = plan.talks as [Talk];
    const { descriptor } = this.accounts.channel(first.item.account.channel);
    const { event, conversation, item } = first;
    const source = { ...(conversation.facts.source as object | undefined), ...event.meta?.source };
    return {
      channel: item.account.channel,
      accountId: item.account.id,
      conversationId: conversation.id,
      clientId: conversation.client_id,
      clientCategory: event.form?.category ?? conversation.client_category,
      kind: route.kind,
      topic: route.topic,
      topicConfidence: route.classification?.confidence ?? (route.topic ? 1 : 0),
      topicSure: route.topicBy === 'client' || (route.classification?.sure ?? false),
      topicBy: route.topicBy,
      priority: route.priority,
      queueId: route.queueId,
      assigneeId: null,
      status: 'queued',
      weight: descriptor.weight,
      live: descriptor.live,
      pace:
        descriptor.turns === 'letter' || descriptor.turns === 'visit'
          ? 'letter'
          : descriptor.marks === 'read' && descriptor.identity === 'account'
            ? 'chat'
            : 'messenger',
      formal: false,
      subject: event.meta?.subject?.slice(0, 500) ?? null,
      preview: previewOf(event.text, first.files),
      collective: event.form?.collective ?? null,
      source,
      unanswered: true,
      receivedAt: item.envelope.receivedAt,
      linkedTo: plan.join.act === 'register' ? plan.join.linkedTo : null,
      actor: clientActor(conversation.client_id),
      reason: route.reason,
    };
  }

  private async greet(tx: Tx, plans: Plan[], numbers: string[]): Promise<void> {
    if (!plans.length) return;
    const due = await tx.query<{ id: string; due: Date }>(
      'select id, first_answer_due_at as due from tickets where id = any($1::bigint[])',
      [plans.map((plan) => plan.ticketId)],
    );
    const dueOf = new Map(due.map((row) => [row.id, row.due]));
    const newcomers = plans.map((plan, i) => {
      const { item, event, conversation } = plan.talks[0]!;
      return {
        account: item.account,
        conversationId: conversation.id,
        conversationKey: event.conversationKey,
        to: { address: event.sender.address, name: event.sender.name },
        unreachable: event.sender.unreachable ?? false,
        ticketId: plan.ticketId!,
        number: numbers[i]!,
        clientId: conversation.client_id,
        dueAt: dueOf.get(plan.ticketId!)!,
      };
    });
    if (!(await this.acknowledgements.welcome(tx, newcomers))) return;
    // lists go on showing what the client asked
    const last = plans.map((plan) => plan.talks.at(-1)!);
    await tx.query(
      `update tickets t set preview = d.preview from unnest($1::bigint[], $2::text[]) as d(id, preview) where t.id = d.id and d.preview <> ''`,
      [plans.map((plan) => plan.ticketId), last.map((talk) => previewOf(talk.event.text, talk.files))],
    );
  }

  /** The client wrote: a resolved ticket reopens, a waiting one comes back to its person. */
  private async continue(tx: Tx, plan: Plan): Promise<void> {
    const ticket = await this.tickets.moves.lock(tx, plan.ticketId!);
    if (plan.talks.every((talk) => talk.event.outboundBy)) return;
    const actor = clientActor(plan.talks[0]!.conversation.client_id);
    if (plan.join.act === 'reopen') await this.tickets.handling.reopen(tx, ticket, actor, 'client wrote');
    else if (ticket.status === 'waiting') await this.tickets.handling.resume(tx, ticket, 'ticket.clientAnswered', actor);
  }

  private async append(tx: Tx, plans: Plan[]): Promise<void> {
    const flat = plans.flatMap((plan) => albums(plan.talks).map((talks) => ({ plan, talks })));
    const ids = await this.tickets.messages.append(
      tx,
      flat.map(({ plan, talks }) => this.message(plan, talks)),
    );
    flat.forEach(({ plan, talks }, i) => {
      for (const { item } of talks) Object.assign(item, { ticketId: plan.ticketId, messageId: ids[i] });
    });
    const rows = flat.map(({ plan, talks }, i) => ({
      id: talks[0]!.conversation.id,
      ticketId: plan.ticketId,
      group: talks[0]!.event.group ?? null,
      messageId: ids[i],
    }));
    await tx.query(
      `update conversations c set ticket_id = d.ticket_id, group_key = d.group_key, group_message_id = d.message_id
       from (select distinct on (id) * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) with ordinality as u(id, ticket_id, group_key, message_id, n) order by id, n desc) d where c.id = d.id`,
      [rows.map((r) => r.id), rows.map((r) => r.ticketId), rows.map((r) => r.group), rows.map((r) => r.messageId)],
    );
  }

  private message(plan: Plan, talks: Talk[]): MessageDraft {
    const [{ item, event, conversation }] = talks as [Talk];
    const meta = { ...event.meta, html: undefined, ...(event.outboundBy ? { sentElsewhere: event.outboundBy } : {}) };
    return {
      ticketId: plan.ticketId!,
      clientId: conversation.client_id,
      at: this.clock.now(),
      direction: event.outboundBy ? 'outbound' : 'inbound',
      author: event.outboundBy
        ? { kind: 'agent', id: null, name: event.outboundBy }
        : { kind: 'client', id: conversation.client_id, name: event.sender.name },
      text: talks
        .map((talk) => talk.event.text)
        .filter(Boolean)
        .join('\n'),
      html: event.meta?.html ?? null,
      files: talks.flatMap((talk) => talk.files),
      meta,
      channel: item.account.channel,
      accountId: item.account.id,
      conversationId: conversation.id,
      externalId: item.envelope.externalId || null,
      clientKey: item.account.channel && event.meta?.clientKey ? String(event.meta.clientKey) : null,
    };
  }

  /** A later part of an album joins the stored message. */
  private async extend(tx: Tx, { item, event, conversation, files }: Talk): Promise<void> {
    await this.tickets.messages.extend(tx, conversation.group_message_id!, { files, text: event.text });
    Object.assign(item, { ticketId: conversation.ticket_id, messageId: conversation.group_message_id });
  }

  private async keepFiles(tx: Tx, talks: Talk[]): Promise<void> {
    const files = talks.flatMap((talk) => talk.files.filter((file) => !file.missing));
    if (files.length)
      await tx.query(
        'insert into files (id, sha256, name, mime, size, created_at) select d.*, $6::timestamptz from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bigint[]) d',
        [
          files.map((f) => f.id),
          files.map((f) => f.sha256),
          files.map((f) => f.name),
          files.map((f) => f.mime),
          files.map((f) => f.size),
          this.clock.now(),
        ],
      );
  }
}

/** Parts of one album become one message; everything else stays single. */
function albums(talks: Talk[]): Talk[][] {
  const groups: Talk[][] = [];
  for (const talk of talks) {
    const same =
      talk.event.group === undefined
        ? undefined
        : groups.find(([first]) => first!.event.group === talk.event.group && first!.conversation.id === talk.conversation.id);
    if (same) same.push(talk);
    else groups.push([talk]);
  }
  return groups;
}

const stored = (file: InboundFile): StoredAttachment => ({
  id: randomUUID(),
  name: (file.name ?? 'файл').slice(0, 255),
  mime: file.mime.slice(0, 200),
  size: file.size,
  sha256: file.sha256 ?? '',
  kind: file.kind,
  missing: file.sha256 ? null : (file.missing ?? 'no bytes'),
});
