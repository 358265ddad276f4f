// What carries live events from one process to the others: PostgreSQL's NOTIFY, or Redis where REDIS_URL is set.

export interface LiveCarrier {
  /** Begins to listen; throws when the carrier can't be reached the first time, later losses it heals by itself. */
  open(ears: LiveEars): Promise<void>;
  /** Told to every listening process, the own one included; losing it must harm nobody. */
  publish(payload: string): Promise<void>;
  /** Longest payload in bytes. */
  readonly most: number;
  close(): Promise<void>;
}

export interface LiveEars {
  receive(payload: string): void;
  /** It was deaf for a while: whatever was told meanwhile is lost. */
  regained(): void;
}
