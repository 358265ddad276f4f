// Ctrl+K: commands of the open ticket, places, tickets by number or words, clients by any contact.
import '@mantine/spotlight/styles.css';
import { Spotlight, type SpotlightActionData, createSpotlight } from '@mantine/spotlight';
import { useEffect, useState } from 'react';
import type { TicketView } from '#libs/contract/tickets.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import { useFoundClients } from '../client/found-clients.js';
import { focusComposer } from '../composer/focus.js';
import { takeTicket } from '../conversation/acts.js';
import { isOpen } from '../inbox/status.js';
import { useCell, useKeyed } from '../live/hooks.js';
import { keepTickets, tickets } from '../live/tickets.store.js';
import { go, route } from '../session/route.store.js';
import { may, me } from '../session/session.store.js';
import { screensFor } from '../session/screens.js';
import { numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { matches } from '../texts/layout.js';
import { openDialog, paletteOpen } from './dialogs.store.js';

const [store, palette] = createSpotlight();

/** Tickets for a query: digits are a number, words are searched for. */
function useFoundTickets(query: string): TicketView[] {
  const [found, setFound] = useState<TicketView[]>([]);
  const wanted = query.replace(/[№#\s]/g, '').length >= 2 ? query.trim() : '';
  useEffect(() => {
    if (!wanted) return setFound([]);
    let current = true;
    const q = /^[№#\d\s]+$/.test(wanted) ? wanted.replace(/[№#\s]/g, '') : wanted;
    const timer = setTimeout(() => {
      ticketsApi
        .list({ q }, null, 8)
        .then((page) => {
          keepTickets(page.items);
          if (current) setFound(page.items);
        })
        .catch(() => undefined);
    }, 200);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  return found;
}

function useCommandsOf(ticketId: string | null): { label: string; keys: string; act: () => void }[] {
  const { t } = useTexts();
  const ticket = useKeyed(tickets, ticketId);
  const acts =
    ticket && isOpen(ticket) && may('ticket.change')
      ? [
          { label: t('mode.reply'), keys: 'R', act: () => focusComposer('reply') },
          { label: t('mode.note'), keys: 'N', act: () => focusComposer('note') },
          { label: t('act.take'), keys: 'T', act: () => void takeTicket(ticket.id, ticket.number) },
          { label: t('act.transfer'), keys: 'A', act: () => openDialog('transfer', ticket.id) },
          { label: t('act.snooze'), keys: 'S', act: () => openDialog('snooze', ticket.id) },
          { label: t('act.resolve'), keys: 'E', act: () => openDialog('resolve', ticket.id) },
          { label: t('act.topic'), keys: 'P', act: () => openDialog('topic', ticket.id) },
          { label: t('act.decision'), keys: '', act: () => openDialog('decision', ticket.id) },
        ]
      : [];
  const places = screensFor(me()).map((screen) => ({
    label: t(`nav.${screen}`),
    keys: '',
    act: () => go({ screen, id: null, filter: {} }),
  }));
  return [
    ...acts,
    { label: t('newTicket.title'), keys: 'C', act: () => openDialog('newTicket') },
    ...places,
    { label: t('help.title'), keys: '?', act: () => openDialog('help') },
  ];
}

export function Palette() {
  const { t } = useTexts();
  const [query, setQuery] = useState('');
  const here = useCell(route);
  const commands = useCommandsOf(here.screen === 'inbox' ? here.id : null);
  const found = useFoundTickets(query);
  const { rows } = useFoundClients(query);
  useEffect(() => {
    palette.open();
  }, []);
  const line = (id: string, label: string, description: string, act: () => void): SpotlightActionData => ({
    id,
    label,
    description,
    onClick: act,
  });
  const groups = [
    {
      group: t('palette.commands'),
      actions: commands.filter((one) => matches(one.label, query)).map((one) => line(one.label, one.label, one.keys, one.act)),
    },
    {
      group: t('nav.inbox'),
      actions: found.map((one) =>
        line(one.id, `${numberTail(one.number)} · ${one.client.name}`, one.topic?.name ?? one.preview, () =>
          go({ screen: 'inbox', id: one.id }),
        ),
      ),
    },
    {
      group: t('palette.clients'),
      actions: rows.map((one) =>
        line(`client-${one.id}`, one.name, t(`category.${one.category}`), () =>
          go({ screen: 'inbox', id: null, filter: { view: 'all', client: one.id } }),
        ),
      ),
    },
  ].filter((one) => one.actions.length > 0);
  return (
    <Spotlight
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      actions={groups}
      filter={(_query, actions) => actions}
      nothingFound={t('palette.nothing')}
      scrollable
      maxHeight={420}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.open') }}
      onSpotlightClose={() => paletteOpen.set(false)}
    />
  );
}
