// The offers made to me: shown until accepted, refused, expired or withdrawn.
import type { OfferView, TicketView } from '#libs/contract/tickets.js';
import { deskApi } from '../api/desk.adapter.js';
import { uuid } from '../api/uuid.js';
import { cell } from '../live/cell.js';
import { serverNow } from '../live/server-clock.store.js';
import { keepTickets } from '../live/tickets.store.js';
import { startRinging, stopRinging } from './sound.adapter.js';

export const offers = cell<OfferView[]>([]);
offers.subscribe(() => (offers.get().length > 0 ? startRinging() : stopRinging()));

/** The offer that runs out first stands first, a ringing call above letters; F8 takes that one. */
const byUrgency = (list: OfferView[]): OfferView[] =>
  [...list].sort((a, b) => a.expiresAt.localeCompare(b.expiresAt) || a.waitingSince.localeCompare(b.waitingSince));

export function offerMade(offer: OfferView): void {
  offers.change((now) => byUrgency([...now.filter((o) => o.id !== offer.id), offer]));
}

export function offerEnded(id: string): void {
  offers.change((now) => (now.some((o) => o.id === id) ? now.filter((o) => o.id !== id) : now));
}

/** The server's list replaces ours: after connecting and after a resync. */
export async function loadOffers(): Promise<void> {
  const { items } = await deskApi.offers();
  offers.set(byUrgency(items.filter((offer) => Date.parse(offer.expiresAt) > serverNow())));
}

/** Accepts; the server decides who was first. The card goes either way. */
export async function acceptOffer(offer: OfferView): Promise<TicketView> {
  try {
    const ticket = await deskApi.accept(offer.id, uuid());
    keepTickets([ticket]);
    return ticket;
  } finally {
    offerEnded(offer.id);
  }
}

export async function refuseOffer(offer: OfferView, reason: string): Promise<void> {
  await deskApi.refuse(offer.id, reason);
  offerEnded(offer.id);
}

/** Cards whose time ran out go by themselves: the server's word may be a second late. */
setInterval(() => {
  const alive = offers.get().filter((offer) => Date.parse(offer.expiresAt) > serverNow() - 1000);
  if (alive.length !== offers.get().length) offers.set(alive);
}, 1000);
