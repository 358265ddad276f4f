// All live events of the product: ids only, a hint to look, may be lost. The one list.

export interface LiveEventMap {
  /** The journal has new rows. */
  journal: Record<string, never>;
  /** Presence or load of people changed. */
  presence: { agentIds: string[] };
  /** Offers were made or ended on these tickets. */
  offers: { ticketIds: string[] };
  /** A client or colleague types: never stored. */
  typing: { ticketId: string; who: { kind: 'client' | 'agent'; name: string } };
  /** An agent's typing for a channel's conversation. */
  agentTyping: { ticketId: string };
  /** Settings of channels changed: links are opened anew. */
  channels: { accountId: string | null };
  /** The test clock was moved. */
  clock: { at: string };
}
export type LiveEventName = keyof LiveEventMap;
