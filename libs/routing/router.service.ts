// The router: classifies what came, decides queue and person by the rule table, and keeps why.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import type { Sql, Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { type Classification, type ClientCategory } from '#libs/topics/classify.js';
import { TopicsService } from '#libs/topics/topics.service.js';
import { WorkingTimeService } from '#libs/tickets/working-time.service.js';
import { type ChannelKind, type Decision, decide, type Owner, type Rule, type RoutingContext } from './decide.js';
import { explain } from './explain.js';

/** What is known of a ticket before it is registered. */
export interface RouteInput {
  text: string;
  clientId: string;
  clientCategory: ClientCategory;
  /** A provisional card's category is not yet named by a person. */
  categoryKnown: boolean;
  turns: ChannelKind;
  /** Topic and kind when the client or a person already named them. */
  topic?: string;
  kind?: Classification['kind'];
  menuQueue?: string;
  /** Default queue of the account that received it: takes the place of the contact department's. */
  accountQueue?: string | null;
}
export interface Route {
  classification: Classification | null;
  topic: string | null;
  topicBy: 'machine' | 'client';
  kind: Classification['kind'];
  queueId: string;
  preferredId: string | null;
  priority: number;
  reason: string;
  decision: Decision;
}
interface QueueFacts {
  id: string;
  code: string;
}
export interface RoutingSettings {
  rules: Rule[];
  contactQueue: string;
  norms: RoutingContext['norms'];
}

@Injectable()
export class RouterService {
  private settings: RoutingSettings = {
    rules: [],
    contactQueue: 'contact',
    norms: {
      firstAnswerMs: { call: 20_000, visit: 300_000, chat: 60_000, letter: 14_400_000 },
      secondLineMs: 28_800_000,
      offerMs: { live: 30_000, other: 600_000 },
      returnMs: 900_000,
    },
  };
  private queues = new Map<string, QueueFacts>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly topics: TopicsService,
    private readonly workingTime: WorkingTimeService,
  ) {}

  /** Reads rules and queues; at start and after an edit. */
  async load(): Promise<void> {
    const [stored] = await this.db.query<{ value: RoutingSettings }>(`select value from settings where key = 'routing'`);
    if (stored) this.settings = stored.value;
    this.queues = new Map((await this.db.query<QueueFacts>('select id, code from queues')).map((queue) => [queue.code, queue]));
  }

  /** One lookup of owners for the whole batch; everything else is computed. */
  async route(sql: Sql, inputs: RouteInput[]): Promise<Route[]> {
    const owners = await this.owners(
      sql,
      inputs.map((input) => input.clientId),
    );
    return inputs.map((input) => this.routeOne(input, owners.get(input.clientId)));
  }

  /** Keeps the decisions with their traces, one row per ticket. */
  async keep(tx: Tx, kept: { ticketId: string; route: Route }[]): Promise<void> {
    if (!kept.length) return;
    await tx.query(
      `insert into decisions (ticket_id, at, queue_id, agent_id, reason, trace, classification)
       select d.t, $1, d.q, d.a, d.r, d.tr, d.c from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::jsonb[], $7::jsonb[]) as d(t, q, a, r, tr, c)`,
      [
        this.clock.now(),
        kept.map((k) => k.ticketId),
        kept.map((k) => k.route.queueId),
        kept.map((k) => k.route.preferredId),
        kept.map((k) => k.route.reason),
        kept.map((k) => JSON.stringify(k.route.decision.trace)),
        kept.map((k) => (k.route.classification ? JSON.stringify(k.route.classification) : null)),
      ],
    );
  }

  queueId(code: string): string | null {
    return this.queues.get(code)?.id ?? null;
  }

  private routeOne(input: RouteInput, owner: Owner | undefined): Route {
    const guess = this.topics.classify(input.text, { clientCategory: input.categoryKnown ? input.clientCategory : undefined });
    const topicCode = input.topic ?? guess?.topic ?? null;
    const facts = this.topics.list().find((topic) => topic.code === topicCode);
    const kind = input.kind ?? guess?.kind ?? 'request';
    const sure = input.topic !== undefined || (guess?.sure ?? false);
    const decision = decide(
      {
        topic: topicCode ?? '',
        desk: facts?.desk ?? '',
        typical: facts?.typical ?? false,
        kind,
        channel: input.turns,
        category: input.categoryKnown ? input.clientCategory : undefined,
        owner,
        risk: guess?.risk ?? [],
        sure,
        confidence: input.topic !== undefined ? 1 : (guess?.confidence ?? 0),
        menuQueue: input.menuQueue,
      },
      this.settings.rules,
      {
        contactQueue: input.accountQueue ?? this.settings.contactQueue,
        queueOf: this.deskQueues(),
        now: this.clock.now(),
        addWorking: (at, ms) => this.workingTime.addWorking(at, ms),
        norms: this.settings.norms,
      },
    );
    const code = 'queue' in decision.target ? decision.target.queue : decision.fallbackQueue;
    const queue = this.queues.get(code) ?? this.queues.get(this.settings.contactQueue);
    if (!queue) throw new Error(`queue ${code} is not in the database`);
    return {
      classification: guess,
      topic: topicCode,
      topicBy: input.topic !== undefined ? 'client' : 'machine',
      kind,
      queueId: queue.id,
      preferredId: 'agent' in decision.target ? decision.target.agent : null,
      priority: decision.priority,
      reason: decision.reason.ru,
      decision,
    };
  }

  /** The trace as sentences in the reader's language. */
  explain(trace: Decision['trace'], language: 'ru' | 'en', agents: Map<string, string>, queues: Map<string, string>): string[] {
    const topics = new Map(this.topics.list().map((topic) => [topic.code, topic[language]]));
    return explain(trace, language, {
      topic: (code) => topics.get(code) ?? code,
      queue: (code) => queues.get(code) ?? code,
      agent: (id) => agents.get(id) ?? id,
    });
  }

  private deskQueues(): Record<string, string> {
    return Object.fromEntries(this.topics.list().map((topic) => [topic.desk, topic.queueCode]));
  }

  /** An absent owner is stood in for by the deputy of those days (003 §1.7). */
  private async owners(sql: Sql, clientIds: string[]): Promise<Map<string, Owner>> {
    const rows = await sql.query<{ id: string; agentId: string; present: boolean; deputyId: string | null; deputyPresent: boolean | null }>(
      `select c.id, a.id as "agentId", (x.id is null and a.presence = 'online' and a.presence_until > $2) as present,
         d.id as "deputyId", (d.presence = 'online' and d.presence_until > $2) as "deputyPresent"
       from clients c join agents a on a.id = c.owner_id and a.active
         left join absences x on x.agent_id = a.id and x.from_at <= $2 and x.until_at > $2 and x.cancelled_at is null
         left join agents d on d.id = x.deputy_id and d.active
       where c.id = any($1::bigint[])`,
      [[...new Set(clientIds)], this.clock.now()],
    );
    return new Map(
      rows.map(({ id, agentId, present, deputyId, deputyPresent }) => [
        id,
        { agentId, present, ...(deputyId && { deputyId, deputyPresent: deputyPresent ?? false }) },
      ]),
    );
  }
}
