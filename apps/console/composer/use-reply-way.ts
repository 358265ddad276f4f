// The way a reply takes: the usual one, or the one the writer chose for this ticket.
import { useEffect, useState } from 'react';
import type { TicketView } from '#libs/contract/tickets.js';
import { cards, loadCard } from '../client/card.store.js';
import { useCell, useKeyed } from '../live/hooks.js';
import { channels, useChannel } from '../live/office.store.js';
import { type ReplyWay, replyWays } from './reply-ways.js';

export interface WayChoice {
  ways: ReplyWay[];
  /** Undefined when the client cannot be written to, or the card has not come yet. */
  way: ReplyWay | undefined;
  /** The card is here and offers no way. */
  nowhere: boolean;
  choose: (channelId: string) => void;
}

export function useReplyWay(ticket: TicketView): WayChoice {
  const own = useChannel(ticket.channel);
  const known = useCell(channels);
  const card = useKeyed(cards, ticket.client.id);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    if (!cards.get(ticket.client.id)) void loadCard(ticket.client.id);
  }, [ticket.client.id]);
  const ways = replyWays(own, known, card?.view?.identities ?? []);
  const way = ways.find((one) => one.channel.id === chosen) ?? ways[0];
  return { ways, way, nowhere: !way && Boolean(card?.view), choose: setChosen };
}
