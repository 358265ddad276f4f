// Joining this ticket to another of the same matter; taken back by the toast.
import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { TicketView } from '#libs/contract/tickets.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import type { DialogProps } from '../chrome/dialog-host.js';
import { Frame } from '../chrome/frame.js';
import { StatusChip } from '../inbox/due-chip.js';
import { useKeyed } from '../live/hooks.js';
import { tickets } from '../live/tickets.store.js';
import { go } from '../session/route.store.js';
import { numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { mergeTicket } from './acts.js';

/** The client's other tickets, or whatever the query finds. */
function useCandidates(ticket: TicketView | undefined, query: string): TicketView[] {
  const [found, setFound] = useState<TicketView[]>([]);
  const clientId = ticket?.client.id;
  useEffect(() => {
    if (!clientId) return;
    let current = true;
    const timer = setTimeout(() => {
      const filter = query.trim() ? { q: query.trim() } : { client: clientId, status: 'registered,queued,assigned,waiting' };
      ticketsApi
        .list(filter, null, 20)
        .then((page) => current && setFound(page.items))
        .catch(() => undefined);
    }, 200);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [clientId, query]);
  return found.filter((one) => one.id !== ticket?.id);
}

export function MergeDialog({ ticketId }: DialogProps) {
  const { t } = useTexts();
  const ticket = useKeyed(tickets, ticketId);
  const [query, setQuery] = useState('');
  const [into, setInto] = useState<string | null>(null);
  const found = useCandidates(ticket, query);
  if (!ticket) return null;
  const run = async (): Promise<void> => {
    await mergeTicket(ticket.id, into!);
    go({ id: into });
  };
  return (
    <Frame
      title={t('merge.title', { number: numberTail(ticket.number) })}
      verb={t('merge.verb')}
      testId="merge-dialog"
      missing={into ? null : t('merge.choose')}
      run={run}
    >
      <TextInput
        label={t('merge.search')}
        placeholder={t('search.placeholder')}
        data-autofocus
        value={query}
        onChange={(e) => setQuery(e.currentTarget.value)}
      />
      <div className="choices" role="listbox" aria-label={t('merge.search')}>
        {found.length === 0 ? (
          <p className="quiet" style={{ padding: 8 }}>
            {t('merge.none')}
          </p>
        ) : null}
        {found.map((one) => (
          <button
            key={one.id}
            type="button"
            role="option"
            className="choice"
            aria-selected={one.id === into}
            onClick={() => setInto(one.id)}
          >
            <span className="tabular strong" style={{ flex: 'none' }}>
              {numberTail(one.number)}
            </span>
            <span className="grow ellipsis">
              {one.client.name} · {one.topic?.name ?? t('ticket.noTopic')}
            </span>
            <StatusChip ticket={one} />
          </button>
        ))}
      </div>
      <p className="quiet small">{t('merge.hint')}</p>
    </Frame>
  );
}
