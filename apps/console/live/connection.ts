// What the connection chip says, from what is known of the link (UX 2.7).

export type Connection = 'online' | 'reconnecting' | 'offline' | 'stale';

export interface LinkState {
  /** The browser believes there is a network. */
  network: boolean;
  connected: boolean;
  /** When the link was lost, ms; null while connected. */
  lostAt: number | null;
  /** Last word of the server, ms. */
  heardAt: number;
}

const PATIENCE_MS = 1500;
const STALE_MS = 45_000;

/** A short loss is not shown: the chip changes only after 1.5 s. */
export function connectionOf(link: LinkState, now: number): Connection {
  if (!link.network) return 'offline';
  if (!link.connected) return link.lostAt !== null && now - link.lostAt < PATIENCE_MS ? 'online' : 'reconnecting';
  return now - link.heardAt > STALE_MS ? 'stale' : 'online';
}
