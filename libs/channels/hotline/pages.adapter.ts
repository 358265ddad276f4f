// What each of our addresses answers the provider: pages for callers and managers, silence for notices.
import type { CallRow } from './call-book.adapter.js';
import type { Line } from './line.adapter.js';
import { enter, type MenuMove, type MenuPosition, positionOf, positionQuery, press, prompts } from './menu.js';
import { numberWords } from './numerals.js';
import { openingWords } from './opening.js';
import { type Answer, type Asked, languageOf, musicOf, phoneOf, said, voiceOf } from './speech.adapter.js';
import type { Language, Spoken } from './texts.js';
import * as twiml from './twiml.js';
import { again, intoLine, left, queue, queueKey, voicemail } from './waiting.adapter.js';
import { type HotlinePath, toldBy } from './wire.js';

/** Notes the events that the form tells; a call first heard of in a notice is begun by it. */
export async function note(asked: Asked, path: HotlinePath): Promise<void> {
  const { line, call, form } = asked;
  const told = toldBy(path, asked.search, form, line.host.clock.now().getTime());
  if (!told || told.call !== call) return;
  if (form.Direction === 'inbound' && form.CallSid === call) await line.book.begin(rowOf(asked));
  if (told.events.length) await line.hear(call, told.events);
}

function rowOf({ line, call, form }: Asked) {
  return {
    sid: call,
    account_id: line.account.id,
    direction: 'inbound' as const,
    phone: phoneOf(form),
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

/** The sentences before the menu, when we answer now and when we do not. */
async function greeting(line: Line, language: Language): Promise<{ closed: boolean; say: Spoken[] }> {
  if (line.account.mode === 'redirect') return { closed: true, say: [{ key: 'redirected' }] };
  const { hours, record } = line.account.settings;
  if (hours === 'always' || (await line.desk.attended()))
    return { closed: false, say: [{ key: 'greeting' }, ...(record ? [{ key: 'recorded' as const }] : [])] };
  const opening = line.desk.opening();
  const when = opening && openingWords(line.host.clock.now(), opening.at, opening.timeZone, language);
  return { closed: true, say: [{ key: 'closed' }, ...(when ? [{ key: 'closed.opens' as const, facts: { when } }] : [])] };
}

const voice: Answer = async ({ line, call }, row) => {
  const [menu, language] = [await line.menu(), row?.language ?? languageOf(line)];
  const { closed, say } = await greeting(line, language);
  const position = enter(menu, language, closed && menu.steps.closed ? 'closed' : menu.start);
  const whole = say.some((one) => one.key === 'recorded');
  // a key must not cut the notice of recording short; without one the greeting may be
  return ask(line, call, position, whole ? prompts(menu, position) : [...say, ...prompts(menu, position)], whole ? say : []);
};

const gather: Answer = async (asked, row) => {
  const { line, call, form, query } = asked;
  const menu = await line.menu();
  const move = press(menu, positionOf(menu, query), form.Digits ?? '');
  if (move.position.language !== row?.language) await line.book.choose(call, { language: move.position.language });
  if (move.kind === 'ask') return ask(line, call, move.position, move.say);
  if (move.kind === 'voicemail') return voicemail(line, { sid: call, phone: phoneOf(form) }, move.position.language);
  return enqueue(asked, move);
};

/** The ticket is registered before the caller stands in the line: nobody waits unseen. */
async function enqueue({ line, call, raw }: Asked, move: Exclude<MenuMove, { kind: 'ask' | 'voicemail' }>): Promise<string> {
  const queueCode = move.kind === 'queue' ? move.queue : await line.homeQueue();
  await line.book.choose(call, { queueCode });
  const row = (await line.book.find(call))!;
  if (!row.ticket_id)
    await line.calls.register(row, { queueCode, mark: move.kind === 'queue' ? move.mark : null, path: [...move.position.path] }, raw);
  await line.calls.follow(call);
  // out of hours the greeting spoke of no recording, and somebody may answer all the same
  const notice: Spoken[] = row.recorded && move.position.step === 'closed' ? [{ key: 'recorded' }] : [];
  return intoLine(line, row, queueCode, [...move.say, ...notice]);
}

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
  });
};

const accept: Answer = async ({ line, query, form }, row) => {
  const ring = await line.rings.find(query.ring ?? '');
  const pressed = form.Digits === '1' || (ring !== null && !line.ringing.needsKey(ring));
  if (!ring || !row || !pressed) return said(line, null, 'agent.refused');
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

const client: Answer = async ({ line }, row) => {
  if (!row) return null;
  const asked = row.ticket_id !== null && (await line.desk.askedBack(row.ticket_id));
  const hello: Spoken = { key: asked ? 'callback.hello' : 'client.hello' };
  return talk(line, row, 'client', [hello, ...(row.recorded ? [{ key: 'recorded' as const }] : [])]);
};

const hold: Answer = async ({ line }, row) =>
  twiml.holdTwiml(voiceOf(line, row?.language ?? languageOf(line)), {
    say: [{ key: 'hold.wait' }],
    music: musicOf(line),
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
