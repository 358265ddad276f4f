// What each of our addresses answers the provider: pages for callers and managers, silence for notices.
import { fill } from '#libs/kernel/texts.js';
import type { CallRow } from './call-book.adapter.js';
import type { Line } from './line.adapter.js';
import { enter, type MenuMove, type MenuPosition, positionOf, positionQuery, press, prompts } from './menu.js';
import { numberWords, waitSentence } from './numerals.js';
import type { Form } from './signature.js';
import type { Language, Spoken } from './texts.js';
import * as twiml from './twiml.js';
import { type HotlinePath, toldBy } from './wire.js';

/** One verified request. */
export interface Asked {
  line: Line;
  /** Key of the call: the caller's CallSid, or our own for a call that staff make. */
  call: string;
  query: Record<string, string>;
  /** The query as it came. */
  search: string;
  form: Form;
  raw: Buffer;
}
type Answer = (asked: Asked, row: CallRow | null) => Promise<string | null>;

const ANNOUNCE_S = 60;
const LOOP_S = 25;
const CALLBACK_AFTER_S = 90;
const CALLBACK_FROM_PLACE = 6;

export function voiceOf({ host }: Line, language: Language): twiml.Voice {
  const text = ({ key, own, facts, spokenIn }: Spoken) =>
    own ? fill(own[spokenIn ?? language], facts) : host.text(spokenIn ?? language, `hotline.${key}`, facts);
  return { language, text };
}

const languageOf = ({ account }: Line): Language => account.settings.language ?? account.language;
const said = (line: Line, row: CallRow | null, ...keys: Spoken['key'][]): string =>
  twiml.farewellTwiml(
    voiceOf(line, row?.language ?? languageOf(line)),
    keys.map((key) => ({ key })),
  );

/** Notes the events that the form tells; a call first heard of in a notice is begun by it. */
export async function note(asked: Asked, path: HotlinePath): Promise<void> {
  const { line, call, form } = asked;
  const told = toldBy(path, asked.search, form, line.host.clock.now().getTime());
  if (!told || told.call !== call) return;
  if (form.Direction === 'inbound' && form.CallSid === call) await line.book.begin(rowOf(asked));
  if (told.events.length) await line.hear(call, told.events);
}

function rowOf({ line, call, form }: Asked) {
  const phone = /^\+\d{5,15}$/.test(form.From ?? '') ? form.From : null;
  return {
    sid: call,
    account_id: line.account.id,
    direction: 'inbound' as const,
    phone,
    language: languageOf(line),
    queue_code: null,
    recorded: line.account.settings.record,
  };
}

function ask(line: Line, call: string, position: MenuPosition, say: Spoken[], before: Spoken[] = []): string {
  return twiml.menuTwiml(voiceOf(line, position.language), {
    before,
    say,
    action: line.page('gather', { call, ...positionQuery(position) }),
  });
}

const voice: Answer = async ({ line, call }, row) => {
  const { menu, record } = line.account.settings;
  const closed =
    menu.steps.closed &&
    (line.account.mode === 'redirect' || (line.account.settings.hours === 'calendar' && !(await line.desk.attended())));
  const position = enter(menu, row?.language ?? languageOf(line), closed ? 'closed' : menu.start);
  const greeting: Spoken[] = closed
    ? [{ key: 'closed', facts: { hours: '' } }]
    : [{ key: 'greeting' }, ...(record ? [{ key: 'recorded' as const }] : [])];
  return ask(line, call, position, prompts(menu, position), greeting);
};

const gather: Answer = async (asked, row) => {
  const { line, call, form, query } = asked;
  const move = press(line.account.settings.menu, positionOf(line.account.settings.menu, query), form.Digits ?? '');
  if (move.position.language !== row?.language) await line.book.choose(call, { language: move.position.language });
  if (move.kind === 'ask') return ask(line, call, move.position, move.say);
  if (move.kind === 'voicemail') return voicemail(line, call, move.position.language);
  return enqueue(asked, move);
};

/** The ticket is registered before the caller stands in the line: nobody waits unseen. */
async function enqueue({ line, call, raw }: Asked, move: Exclude<MenuMove, { kind: 'ask' | 'voicemail' }>): Promise<string> {
  const queueCode = move.kind === 'queue' ? move.queue : line.calls.homeQueue();
  await line.book.choose(call, { queueCode });
  const row = (await line.book.find(call))!;
  if (!row.ticket_id)
    await line.calls.register(row, { queueCode, mark: move.kind === 'queue' ? move.mark : null, path: [...move.position.path] }, raw);
  await line.calls.follow(call);
  return intoLine(line, row, queueCode, move.say);
}

function intoLine(line: Line, { sid, language }: CallRow, queue: string, say: Spoken[]): string {
  return twiml.queueTwiml(voiceOf(line, language), {
    say,
    queue,
    left: line.page('left', { call: sid }),
    wait: line.page('queue', { call: sid }),
  });
}

function voicemail(line: Line, call: string, language: Language, first: Spoken[] = []): string {
  return twiml.voicemailTwiml(voiceOf(line, language), {
    say: [...first, { key: 'voicemail.prompt' }],
    action: line.page('voicemail', { call }),
    recording: line.page('recording', { call, voicemail: '1' }),
    empty: [{ key: 'voicemail.empty' }],
  });
}

/** Place and expected wait about once a minute; key 1 asks for a call back at any time, and is offered when the wait is long. */
const queue: Answer = async ({ line, call, form }, row) => {
  const language = row?.language ?? languageOf(line);
  const [place, waited, average] = [Number(form.QueuePosition || 1), Number(form.QueueTime || 0), Number(form.AvgQueueTime || 0)];
  const say: Spoken[] =
    waited % ANNOUNCE_S < LOOP_S ? [waitSentence(place, average > waited ? (average - waited) * 1000 : null, language)] : [];
  if (waited >= CALLBACK_AFTER_S || place >= CALLBACK_FROM_PLACE) say.push({ key: 'wait.callback' });
  return twiml.waitTwiml(voiceOf(line, language), {
    say,
    music: line.account.settings.music ?? null,
    key: line.page('queue-key', { call }),
  });
};

const queueKey: Answer = async ({ line, call, form }) =>
  form.Digits === '1' ? twiml.leaveTwiml() : twiml.redirectTwiml(line.page('queue', { call }));

const left: Answer = async ({ line, call, form }, row) => {
  if (form.QueueResult === 'leave') return said(line, row, 'callback.agreed');
  if (form.QueueResult === 'queue-full' || form.QueueResult === 'error' || form.QueueResult === 'system-error')
    return voicemail(line, call, row?.language ?? languageOf(line), [{ key: 'line.full' }]);
  return twiml.farewellTwiml(voiceOf(line, languageOf(line)), []);
};

/** Back in the line after the manager's phone was lost before the talk. */
const again: Answer = async ({ line }, row) =>
  row ? intoLine(line, row, row.queue_code ?? line.calls.homeQueue(), [{ key: 'menu.person' }]) : null;

function talk(line: Line, row: CallRow, label: string, say: Spoken[]): string {
  const call = row.sid;
  return twiml.joinTwiml(voiceOf(line, row.language), say, {
    room: call,
    label,
    after: line.page('after', { call }),
    events: line.page('conference', { call }),
    wait: null,
    recording: label === 'client' && row.recorded ? { callback: line.page('recording', { call }) } : null,
  });
}

/** A manager picked up: offered the call, or joined at once where no key is needed. */
const offer: Answer = async (asked, row) => {
  const { line, call, query, form } = asked;
  const ring = await line.rings.find(query.ring ?? '');
  if (!ring || !row || ring.call !== call || ring.state === 'over') return said(line, null, 'agent.gone');
  if (!ring.leg) await line.rings.legIs(ring.id, form.CallSid);
  if (!line.ringing.needsKey(ring)) return accept(asked, row);
  await line.rings.answered(ring.id);
  // taken in the console between the two looks
  if ((await line.rings.find(ring.id))?.confirmed) return accept(asked, row);
  const address = line.page('accept', { call, agent: ring.agent_id, ring: ring.id });
  return twiml.offerTwiml(voiceOf(line, languageOf(line)), {
    say: [{ key: 'agent.offer' }],
    action: address,
    gone: [{ key: 'agent.gone' }],
  });
};

const accept: Answer = async ({ line, query, form }, row) => {
  const ring = await line.rings.find(query.ring ?? '');
  const pressed = form.Digits === '1' || (ring !== null && !line.ringing.needsKey(ring));
  if (!ring || !row || !pressed) return said(line, null, 'goodbye');
  const answer = await line.ringing.accept(ring.id, form.CallSid);
  return answer === 'join' ? talk(line, row, `agent-${ring.agent_id}`, []) : said(line, null, 'agent.gone');
};

const join: Answer = async ({ line }, row) => {
  if (!row) return null;
  const number = row.ticket_id && (await line.desk.number(row.ticket_id));
  return talk(line, row, 'client', [
    number ? { key: 'connecting', facts: { number: numberWords(number, row.language) } } : { key: 'connecting.plain' },
  ]);
};

const client: Answer = async ({ line }, row) =>
  row && talk(line, row, 'client', [{ key: 'client.hello' }, ...(row.recorded ? [{ key: 'recorded' as const }] : [])]);

const hold: Answer = async ({ line }, row) =>
  twiml.holdTwiml(voiceOf(line, row?.language ?? languageOf(line)), {
    say: [{ key: 'hold.wait' }],
    music: line.account.settings.music ?? null,
  });

const agentStatus: Answer = async ({ line, query, form }) => {
  const over = ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(form.CallStatus);
  if (over) await line.ringing.legEnded(query.ring ?? '', form.CallSid, form.CallStatus);
  return null;
};

const quiet: Answer = async () => null;

/** Every address under /channels/hotline/; `notes`: its form tells something of the call. */
export const PAGES: Record<string, { answer: Answer; notes?: true }> = {
  voice: { answer: voice, notes: true },
  gather: { answer: gather, notes: true },
  queue: { answer: queue, notes: true },
  'queue-key': { answer: queueKey },
  left: { answer: left, notes: true },
  again: { answer: again },
  offer: { answer: offer },
  accept: { answer: accept },
  join: { answer: join },
  client: { answer: client },
  hold: { answer: hold },
  after: { answer: async ({ line }, row) => said(line, row, 'goodbye'), notes: true },
  voicemail: { answer: async ({ line }, row) => said(line, row, 'voicemail.kept'), notes: true },
  status: { answer: quiet, notes: true },
  'agent-status': { answer: agentStatus, notes: true },
  conference: { answer: quiet, notes: true },
  recording: { answer: quiet, notes: true },
};
