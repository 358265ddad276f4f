// A waiting line of the network (the provider's Queue): places in order of arrival and average waiting time.
import type { Leg } from './leg.js';
import type { Room } from './room.js';
import { type Deferred, deferred, type Target } from './scope.js';

/** Who took the caller out of the line, and what the caller is told first. */
export interface Taken {
  room: Room;
  by: Leg;
  whisper: Target | null;
}

export interface Place {
  leg: Leg;
  since: Date;
  taken: Deferred<Taken>;
}

export class Line {
  readonly places: Place[] = [];
  readonly maxSize = 100;
  private readonly waits: number[] = [];
  private arrival = deferred<void>();

  constructor(
    readonly sid: string,
    readonly name: string,
    readonly createdAt: Date,
  ) {}

  join(leg: Leg, at: Date): Place {
    const place = { leg, since: at, taken: deferred<Taken>() };
    this.places.push(place);
    leg.queueSid = this.sid;
    this.arrival.resolve();
    this.arrival = deferred<void>();
    return place;
  }

  leave(place: Place, at: Date): void {
    const index = this.places.indexOf(place);
    if (index < 0) return;
    this.places.splice(index, 1);
    this.waits.push(at.getTime() - place.since.getTime());
    if (this.waits.length > 50) this.waits.shift();
    place.leg.queueSid = null;
  }

  /** Settles at the next arrival. */
  next(): Promise<void> {
    return this.arrival.promise;
  }

  /** Whole seconds; 0 until somebody has left the line. */
  averageWaitS(): number {
    return this.waits.length ? Math.round(this.waits.reduce((a, b) => a + b, 0) / this.waits.length / 1000) : 0;
  }

  find(callSid: string): Place | undefined {
    return callSid === 'Front' ? this.places[0] : this.places.find((place) => place.leg.sid === callSid);
  }

  position(place: Place): number {
    return this.places.indexOf(place) + 1;
  }
}
