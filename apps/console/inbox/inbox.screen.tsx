// C2 Inbox: list, conversation, client; the keys that act on the open ticket.
import { useEffect, useState } from 'react';
import { useCommands } from '../chrome/commands.js';
import { openDialog } from '../chrome/dialogs.store.js';
import { ClientPanel } from '../client/client-panel.js';
import { focusComposer } from '../composer/focus.js';
import { conversations, openConversation } from '../conversation/messages.store.js';
import { Thread } from '../conversation/thread.js';
import { takeTicket } from '../conversation/acts.js';
import { watching } from '../live/feed.store.js';
import { useCell, useKeyed } from '../live/hooks.js';
import { tickets } from '../live/tickets.store.js';
import { go, route } from '../session/route.store.js';
import { may, me } from '../session/session.store.js';
import { isOpen } from './status.js';
import './inbox.css';
import { ListPane } from './list-pane.js';
import { applyHeld, listKey, lists, onScreen, openList } from './lists.store.js';

const WIDE = '(min-width: 1280px)';
const OVERSEERS = ['supervisor', 'vice-rector', 'administrator', 'department-head'];

/** The filter in the address; without one the person's own tickets, for overseers all. */
function usualFilter(filter: Record<string, string>): Record<string, string> {
  if (Object.keys(filter).some((name) => name !== 'sort'))
    return filter.view || filter.status || filter.queue || filter.assignee || filter.channel || filter.client
      ? filter
      : { ...filter, view: 'all' };
  return { ...filter, view: OVERSEERS.includes(me().agent.role) ? 'all' : 'mine' };
}

/** Moves the selection by rows of the list; at the ends it stays. */
function step(by: 1 | -1): void {
  const ids = lists.get(onScreen.key)?.ids ?? [];
  const at = onScreen.kept ? ids.indexOf(onScreen.kept) : -1;
  const next = ids[Math.min(ids.length - 1, Math.max(0, at + by))];
  if (next) go({ id: next }, true);
}

function useOpenTicket(id: string | null): void {
  useEffect(() => {
    onScreen.kept = id;
    watching(id);
    if (!id) return;
    void openConversation(id);
  }, [id]);
}

function useTicketKeys(id: string | null, panel: () => void): void {
  const withTicket = (act: (ticketId: string, number: string) => void) => () => {
    const ticket = id ? tickets.get(id) : undefined;
    if (ticket && isOpen(ticket) && may('ticket.change')) act(ticket.id, ticket.number);
  };
  useCommands({
    next: () => step(1),
    previous: () => step(-1),
    open: () => id && focusComposer('reply'),
    take: withTicket((ticketId, number) => void takeTicket(ticketId, number)),
    reply: withTicket(() => focusComposer('reply')),
    note: withTicket(() => focusComposer('note')),
    transfer: withTicket((ticketId) => openDialog('transfer', ticketId)),
    resolve: withTicket((ticketId) => openDialog('resolve', ticketId)),
    snooze: withTicket((ticketId) => openDialog('snooze', ticketId)),
    topic: withTicket((ticketId) => openDialog('topic', ticketId)),
    search: () => document.getElementById('ticket-search')?.focus(),
    apply: () => applyHeld(onScreen.key),
    panel,
    back: () => {
      const focused = document.activeElement as HTMLElement | null;
      if (focused?.matches('textarea, input')) focused.blur();
      else if (window.innerWidth < 900) go({ id: null });
    },
  });
}

export function InboxScreen() {
  const here = useCell(route);
  const filter = usualFilter(here.filter);
  const listId = listKey(filter);
  const ticket = useKeyed(tickets, here.id);
  const gone = useKeyed(conversations, here.id)?.state === 'gone';
  const [panel, setPanel] = useState(() => window.matchMedia(WIDE).matches);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the filter's value, a new object with the same fields is the same list
  useEffect(() => {
    onScreen.key = listId;
    openList(filter);
    return () => {
      onScreen.key = '';
    };
  }, [listId]);
  useOpenTicket(here.id);
  useTicketKeys(here.id, () => setPanel((now) => !now));
  return (
    <div className={`inbox ${here.id ? 'open' : ''} ${here.id && panel && !gone ? 'with-client' : ''}`}>
      <ListPane filter={filter} listId={listId} selected={here.id} open={(id) => go({ id })} />
      <Thread ticketId={here.id} panel={panel} togglePanel={() => setPanel((now) => !now)} />
      {here.id && panel && !gone ? (
        <ClientPanel key={ticket?.client.id} clientId={ticket?.client.id ?? null} ticket={ticket} close={() => setPanel(false)} />
      ) : null}
    </div>
  );
}
