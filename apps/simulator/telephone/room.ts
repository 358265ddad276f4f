// A room where legs hear each other: a conference, or the plain bridge of two legs; keeps hold, mute and who talks.
import type { Callback, Leg } from './leg.js';
import { type Deferred, deferred } from './scope.js';

export interface SeatOptions {
  label?: string;
  muted?: boolean;
  hold?: boolean;
  coaching?: string;
  startOnEnter: boolean;
  endOnExit: boolean;
  waitUrl?: string;
  holdUrl?: string;
}

export interface Seat extends SeatOptions {
  leg: Leg;
  joinedAt: Date;
  /** Settles when the seat is taken away: conference ended or participant removed. */
  left: Deferred<'ended' | 'removed'>;
  /** Called when what the person hears in the background changes. */
  background: (sound: 'wait' | 'hold' | null) => void;
}

export interface RoomPorts {
  now(): Date;
  /** One conference event; the room counts and the exchange sends. */
  tell(room: Room, event: string, seat: Seat | null, extra: Record<string, string>): void;
}

export class Room {
  readonly seats: Seat[] = [];
  callback: Callback | null = null;
  sequence = 0;
  status: 'init' | 'in-progress' | 'completed' = 'init';
  startedAt: Date | null = null;

  constructor(
    private readonly ports: RoomPorts,
    readonly kind: 'conference' | 'bridge',
    readonly sid: string,
    readonly name: string,
    readonly createdAt: Date,
  ) {}

  sit(leg: Leg, options: SeatOptions): Seat {
    const seat: Seat = { ...options, leg, joinedAt: this.ports.now(), left: deferred(), background: () => {} };
    this.seats.push(seat);
    leg.emit(this.ports.now(), 'joined', this.name);
    this.ports.tell(this, 'participant-join', seat, {});
    if (this.status === 'init' && this.seats.length > 1 && this.seats.some((each) => each.startOnEnter)) this.start();
    this.refresh();
    return seat;
  }

  /** The leg gets up. `by` names the side when its person hung up. */
  rise(leg: Leg, by: 'caller' | 'agent' | null): void {
    const seat = this.seat(leg.sid);
    if (!seat) return;
    const talked = this.talking();
    this.seats.splice(this.seats.indexOf(seat), 1);
    this.settle(seat);
    if (by && talked) for (const other of this.seats) other.leg.partedBy = by;
    this.ports.tell(this, 'participant-leave', seat, { ReasonParticipantLeft: by ? 'participant_hung_up' : 'participant_updated_via_api' });
    if (seat.endOnExit || this.seats.length === 0) this.end('ended', seat);
    else this.refresh();
  }

  end(how: 'ended' | 'removed' = 'ended', last: Seat | null = null): void {
    if (this.status === 'completed') return;
    this.status = 'completed';
    for (const seat of this.seats.splice(0)) {
      this.settle(seat);
      seat.left.resolve(how);
      this.ports.tell(this, 'participant-leave', seat, { ReasonParticipantLeft: 'conference_ended' });
    }
    const extra: Record<string, string> = last
      ? { ReasonConferenceEnded: 'last-participant-left', CallSidEndingConference: last.leg.sid }
      : { ReasonConferenceEnded: 'conference-ended-via-api' };
    this.ports.tell(this, 'conference-end', null, extra);
  }

  /** Takes one participant out; the call goes on with the verb after its Dial. */
  remove(seat: Seat): void {
    this.rise(seat.leg, null);
    seat.left.resolve('removed');
  }

  setHold(seat: Seat, hold: boolean, holdUrl?: string): void {
    if (holdUrl) seat.holdUrl = holdUrl;
    if (Boolean(seat.hold) === hold) return;
    seat.hold = hold;
    this.ports.tell(this, hold ? 'participant-hold' : 'participant-unhold', seat, {});
    this.refresh();
  }

  setMuted(seat: Seat, muted: boolean): void {
    if (Boolean(seat.muted) === muted) return;
    seat.muted = muted;
    this.ports.tell(this, muted ? 'participant-mute' : 'participant-unmute', seat, {});
  }

  seat(key: string): Seat | undefined {
    return this.seats.find((seat) => seat.leg.sid === key || (seat.label !== undefined && seat.label === key));
  }

  talking(): boolean {
    return this.status === 'in-progress' && this.seats.length > 1;
  }

  private start(): void {
    this.status = 'in-progress';
    this.startedAt = this.ports.now();
    this.ports.tell(this, 'conference-start', null, {});
  }

  private refresh(): void {
    const held = this.seats.some((seat) => seat.hold);
    for (const seat of this.seats) {
      this.place(seat, held);
      seat.background(seat.hold ? 'hold' : this.talking() ? null : 'wait');
    }
  }

  private place(seat: Seat, held: boolean): void {
    const { leg } = seat;
    const was = leg.sheet.stage;
    if (!this.talking()) {
      if (was === 'talking' || was === 'held') leg.emit(this.ports.now(), 'parted', this.name);
      leg.enter(leg.sheet.talkedAt === null ? 'waiting' : 'after', this.ports.now());
      return;
    }
    leg.answeredBy ??= this.seats.find((other) => other !== seat)?.leg.address ?? null;
    leg.enter(held ? 'held' : 'talking', this.ports.now());
    if (held && was !== 'held') leg.emit(this.ports.now(), 'held', this.name);
    else if (!held && was === 'held') leg.emit(this.ports.now(), 'unheld', this.name);
    else if (!held && was !== 'talking') leg.emit(this.ports.now(), 'bridged', this.name);
  }

  private settle(seat: Seat): void {
    seat.background(null);
    if (seat.leg.endedAt) return;
    if (this.talking() || seat.leg.sheet.talkedAt !== null) {
      seat.leg.enter('after', this.ports.now());
      seat.leg.emit(this.ports.now(), 'parted', this.name);
    } else seat.leg.enter('menu', this.ports.now());
  }
}
