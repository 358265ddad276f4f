// The telephone device: keypad and voice of callers and of managers' ordinary phones, and what they hear.
import type { Player, Said } from './people.js';
import type { Leg, LegEvent } from './telephone/leg.js';
import type { Phone, PersonCall } from './telephone/phone.js';
import type { Telephone } from './telephone/telephone.server.js';
import { type CallState, type Device, type Line, LONGEST_THREAD, refuse, type Thread, type Wish } from './thread.js';

const CALLS_SHOWN = 3;
const HEARD: Record<string, Said> = {
  music: { ru: '♪ музыка ожидания', en: '♪ hold music' },
  beep: { ru: '(сигнал)', en: '(beep)' },
  play: { ru: '♪ запись', en: '♪ recording' },
};
const SYSTEM: Partial<Record<LegEvent['kind'], Said>> = {
  ringing: { ru: 'Входящий звонок', en: 'Incoming call' },
  queued: { ru: 'В очереди', en: 'In the queue' },
  bridged: { ru: 'Разговор начался', en: 'The talk has begun' },
  held: { ru: 'Удержание', en: 'On hold' },
  unheld: { ru: 'Снова на линии', en: 'Back on the line' },
  recording: { ru: 'Идёт запись', en: 'Recording' },
  ended: { ru: 'Звонок окончен', en: 'The call is over' },
};

export class PhoneDevice implements Device {
  /** Own keys and words by call, and words heard from the other side of a talk. */
  private readonly spoken = new Map<string, Line[]>();
  private serial = 0;

  constructor(
    private readonly telephone: Telephone,
    readonly players: Player[],
    private readonly staff: Map<string, string>,
    private readonly changed: (person: string) => void,
  ) {
    telephone.watch((leg) => changed(leg.address));
  }

  /** Phones that ring now, with the names of their owners. */
  ringing(): { id: string; name: string }[] {
    const legs = [...this.telephone.x.legs.values()].filter((leg) => leg.status === 'ringing' && leg.origin.direction !== 'inbound');
    return legs.map((leg) => ({
      id: leg.address,
      name: this.staff.get(leg.address) ?? this.players.find((one) => one.id === leg.address)?.name ?? leg.address,
    }));
  }

  act(person: string, wish: Wish): void {
    const phone = this.phone(person);
    if (wish.act === 'dial') {
      if (phone.call) refuse('Сначала закончите разговор.');
      phone.dial();
    } else this.during(phone.call ?? refuse('Сейчас нет звонка.'), wish);
    this.changed(person);
  }

  thread(person: string): Thread {
    const { calls } = this.phone(person);
    const lines = calls.slice(-CALLS_SHOWN).flatMap((call) => this.linesOf(call));
    return { lines: lines.slice(-LONGEST_THREAD), call: stateOf(calls.at(-1)) };
  }

  private during(call: PersonCall, { act, text = '', data = '' }: Wish): void {
    if (act === 'press' && /^[0-9*#]$/.test(data)) {
      call.press(data);
      this.keep(call.leg, 'me', data);
    } else if (act === 'say' && text.trim()) this.speak(call, text.trim());
    else if (act === 'answer') call.answer();
    else if (act === 'decline') call.decline();
    else if (act === 'hang-up') call.hangUp();
    else refuse('Так сейчас нельзя.');
  }

  private speak(call: PersonCall, text: string): void {
    call.say(text);
    this.keep(call.leg, 'me', text);
    const room = roomOf(call.leg);
    const others = [...this.telephone.x.legs.values()].filter(
      (leg) => leg !== call.leg && !leg.endedAt && room !== null && roomOf(leg) === room,
    );
    for (const leg of others) {
      this.keep(leg, 'them', text);
      this.changed(leg.address);
    }
  }

  private keep(leg: Leg, from: 'me' | 'them', text: string): void {
    const line: Line = { id: `s${++this.serial}`, at: Date.now(), from, text };
    this.spoken.set(leg.sid, [...(this.spoken.get(leg.sid) ?? []), line]);
  }

  private linesOf({ leg }: PersonCall): Line[] {
    const heard = leg.heard.filter((one, i) => one.kind !== 'music' || leg.heard[i - 1]?.kind !== 'music');
    const said = heard.map(
      (one, i): Line => ({ id: `${leg.sid}h${i}`, at: one.at.getTime(), from: 'them', text: HEARD[one.kind] ?? one.text }),
    );
    const told = leg.events.flatMap((event, i): Line[] =>
      SYSTEM[event.kind] ? [{ id: `${leg.sid}e${i}`, at: event.at.getTime(), from: 'system', text: SYSTEM[event.kind]! }] : [],
    );
    const began: Line = {
      id: leg.sid,
      at: leg.createdAt.getTime(),
      from: 'system',
      text: { ru: `Звонок: ${leg.origin.from} → ${leg.origin.to}`, en: `Call: ${leg.origin.from} → ${leg.origin.to}` },
    };
    return [began, ...[...said, ...told, ...(this.spoken.get(leg.sid) ?? [])].sort((a, b) => a.at - b.at)];
  }

  private phone(person: string): Phone {
    if (this.staff.has(person)) return this.telephone.phone(person);
    return /^\+\d{5,15}$/.test(person) ? this.telephone.caller(person) : refuse('Такого номера нет.');
  }
}

/** The room where the leg talks now; null when it talks with nobody. */
function roomOf(leg: Leg): string | null {
  const last = leg.events.findLast(({ kind }) => ['joined', 'bridged', 'unheld', 'held', 'parted'].includes(kind));
  return last && !['held', 'parted'].includes(last.kind) ? last.detail : null;
}

function stateOf(call: PersonCall | undefined): CallState {
  if (!call || call.over) return { state: 'idle', since: null, other: null };
  const { origin, answeredAt, createdAt } = call.leg;
  const inward = origin.direction !== 'inbound';
  const state = answeredAt ? 'talking' : inward ? 'ringing' : 'calling';
  return { state, since: (answeredAt ?? createdAt).getTime(), other: inward ? origin.from : origin.to };
}
