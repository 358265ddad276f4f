// Decides where a ticket goes: reads the rule table top to bottom and says why (003 §1.8, §2.6, §3.3, §5.1, §5.2).
import type { Said, TraceLine } from './explain.js';

export type Category = 'applicant' | 'student' | 'trainee' | 'alumnus' | 'other';
export type TicketKind = 'request' | 'statement' | 'proposal' | 'complaint';
/** How a channel speaks (its descriptor's `turns`), never which one it is. */
export type ChannelKind = 'call' | 'visit' | 'chat' | 'letter';

/** The client's own manager. */
export interface Owner {
  agentId: string;
  role?: string;
  present: boolean;
  /** Who stands in while absent, and whether that person is there. */
  deputyId?: string;
  deputyPresent?: boolean;
}

export interface RoutingInput {
  topic: string;
  desk: string;
  /** Contact managers answer the topic alone (003 §1.8). */
  typical: boolean;
  kind: TicketKind;
  channel: ChannelKind;
  /** Absent on a provisional card: rules on categories then wait until a person names it. */
  category?: Category;
  owner?: Owner;
  partner?: boolean;
  /** Risk words found in the text. */
  risk?: string[];
  sure: boolean;
  confidence: number;
  /** Queue chosen by key in the telephone menu. */
  menuQueue?: string;
  /** Agents this complaint is about: they must never receive it. */
  about?: string[];
}

type OneOrMore<T> = T | T[];

export interface Rule {
  code: string;
  when: {
    topic?: OneOrMore<string>;
    /** A desk of topics.json, or `department` for any department's. */
    desk?: OneOrMore<string>;
    category?: OneOrMore<Category>;
    kind?: OneOrMore<TicketKind>;
    channel?: OneOrMore<ChannelKind>;
    risk?: boolean;
    partner?: boolean;
    typical?: boolean;
    sure?: boolean;
    menu?: boolean;
  };
  /** Without `to` the rule only raises the priority and reading goes on. */
  then: { to?: 'self' | 'owner' | 'desk' | 'menu' | 'queue'; queue?: string; priority?: number; reason: Said };
}

export interface RoutingContext {
  /** Queue of the contact department, where everything lands that no rule sends elsewhere. */
  contactQueue: string;
  /** Queue code of each desk. */
  queueOf: Record<string, string>;
  /** Agents who get nothing now, whoever they own. */
  unavailable?: string[];
  now: Date;
  /** Adds working time (D13); null when the calendar never opens. */
  addWorking: (at: Date, ms: number) => Date | null;
  norms: {
    /** First answer by the contact department (D3-D5), working ms. */
    firstAnswerMs: Record<ChannelKind, number>;
    /** Answer by anybody else (D6), working ms from registration. */
    secondLineMs: number;
    /** How long one offer stands (D7). */
    offerMs: { live: number; other: number };
    /** An assignment nobody accepts returns after this working time (D8). */
    returnMs: number;
  };
}

export interface Decision {
  target: { queue: string } | { agent: string; standsInFor?: string };
  /** Where it waits when the agent declines or stays silent; the target itself for a queue. */
  fallbackQueue: string;
  /** 0 most urgent, 9 least. */
  priority: number;
  /** Agents that no later offer may reach. */
  notTo: string[];
  dueBy?: Date;
  offerMs: number;
  returnMs: number;
  /** The deciding rule's reason. */
  reason: Said;
  trace: TraceLine[];
}

/** Who looks after whom (003 §5.1); an applicant's manager lets go of the client who became a student. */
const SECOND_LINE: Record<string, Category[]> = { 'admission-manager': ['applicant'], 'study-manager': ['student', 'trainee'] };
const ORDINARY = 5;
const LAST_RESORT: Said = { ru: 'ни одно правило не подошло', en: 'no rule applied' };

type Target = Decision['target'];

/** Pure: the same input, rules and context give the same decision. */
export function decide(input: RoutingInput, rules: Rule[], context: RoutingContext): Decision {
  const trace: TraceLine[] = [received(input)];
  const priority = raisePriority(input, rules, trace);
  if (input.about?.length) trace.push({ rule: 'about', outcome: 'excluded', because: { agents: input.about } });
  for (const rule of rules) {
    if (!rule.then.to || !applies(rule, input)) continue;
    const target = obey(rule, input, context, trace);
    if (!target) continue;
    trace.push({ rule: rule.code, outcome: 'decided', because: { ...target }, said: rule.then.reason });
    return settle(target, rule.then.reason, input, context, { priority, trace });
  }
  trace.push({ rule: 'last-resort', outcome: 'decided', because: { queue: context.contactQueue }, said: LAST_RESORT });
  return settle({ queue: context.contactQueue }, LAST_RESORT, input, context, { priority, trace });
}

const received = ({ topic, desk, kind, confidence, sure, category }: RoutingInput): TraceLine => ({
  rule: 'received',
  outcome: 'read',
  because: { topic, desk, kind, sure, confidence, ...(category && { category }) },
});

function raisePriority(input: RoutingInput, rules: Rule[], trace: TraceLine[]): number {
  let priority = ORDINARY;
  for (const { code, then } of rules.filter((rule) => rule.then.priority !== undefined && applies(rule, input))) {
    if (then.priority! >= priority) continue;
    priority = Math.max(0, then.priority!);
    trace.push({ rule: code, outcome: 'raised', because: { priority }, said: then.reason });
  }
  return priority;
}

/** Whether every condition of the rule holds; an empty `when` always does. */
function applies({ when }: Pick<Rule, 'when'>, input: RoutingInput): boolean {
  const isAmong = <T>(wanted: OneOrMore<T> | undefined, value: T | undefined) =>
    wanted === undefined || (value !== undefined && [wanted].flat().includes(value));
  const is = (wanted: boolean | undefined, value: boolean) => wanted === undefined || wanted === value;
  return (
    isAmong(when.topic, input.topic) &&
    (isAmong(when.desk, input.desk) || ([when.desk].flat().includes('department') && input.desk.startsWith('department:'))) &&
    isAmong(when.category, input.category) &&
    isAmong(when.kind, input.kind) &&
    isAmong(when.channel, input.channel) &&
    is(when.risk, (input.risk?.length ?? 0) > 0) &&
    is(when.partner, input.partner ?? false) &&
    is(when.typical, input.typical) &&
    is(when.sure, input.sure) &&
    is(when.menu, input.menuQueue !== undefined)
  );
}

/** The rule's target, or null when it cannot be obeyed; the trace then says why. */
function obey(rule: Rule, input: RoutingInput, context: RoutingContext, trace: TraceLine[]): Target | null {
  switch (rule.then.to) {
    case 'self':
      return { queue: context.contactQueue };
    case 'owner':
      return ownerOf(rule, input, context, trace);
    case 'desk':
      return queueTarget(context.queueOf[input.desk]);
    case 'menu':
      return queueTarget(input.menuQueue);
    default:
      return queueTarget(rule.then.queue);
  }
}

const queueTarget = (queue: string | undefined): Target | null => (queue === undefined ? null : { queue });

function ownerOf(rule: Rule, { owner, about = [], category }: RoutingInput, context: RoutingContext, trace: TraceLine[]): Target | null {
  if (!owner) return null;
  const skip = (agent: string, why: string) => trace.push({ rule: rule.code, outcome: 'skipped', because: { agent, why } });
  const barred = (agent: string) => (about.includes(agent) ? 'complained-of' : context.unavailable?.includes(agent) ? 'unavailable' : null);
  const suits = !owner.role || !category || (SECOND_LINE[owner.role]?.includes(category) ?? true);
  const barredOwner = suits ? barred(owner.agentId) : 'role';
  if (owner.present && !barredOwner) return { agent: owner.agentId };
  skip(owner.agentId, barredOwner ?? 'absent');
  // A deputy stands in for absence; a complaint about the owner goes to the queue, not to the owner's stand-in.
  if (!owner.deputyId || barredOwner === 'complained-of' || !suits) return null;
  const barredDeputy = barred(owner.deputyId);
  if (owner.deputyPresent !== false && !barredDeputy) return { agent: owner.deputyId, standsInFor: owner.agentId };
  skip(owner.deputyId, barredDeputy ?? 'absent');
  return null;
}

function settle(
  target: Target,
  reason: Said,
  input: RoutingInput,
  context: RoutingContext,
  { priority, trace }: { priority: number; trace: TraceLine[] },
): Decision {
  const { norms, contactQueue, queueOf, now, addWorking } = context;
  const fallbackQueue = 'queue' in target ? target.queue : (input.menuQueue ?? queueOf[input.desk] ?? contactQueue);
  const firstLine = 'queue' in target && (target.queue === contactQueue || target.queue === input.menuQueue);
  const dueBy = addWorking(now, firstLine ? norms.firstAnswerMs[input.channel] : norms.secondLineMs);
  return {
    target,
    fallbackQueue,
    priority,
    notTo: input.about ?? [],
    ...(dueBy && { dueBy }),
    offerMs: input.channel === 'letter' ? norms.offerMs.other : norms.offerMs.live,
    returnMs: norms.returnMs,
    reason,
    trace,
  };
}
