// C4 Hand over: to the client's own manager, a queue or a colleague, with a reason for them.
import { Textarea, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { TicketView } from '#libs/contract/tickets.js';
import type { DialogProps } from '../chrome/dialog-host.js';
import { Frame } from '../chrome/frame.js';
import { Icon } from '../chrome/icon.js';
import { PRESENCE_TEXT } from '../chrome/presence-menu.js';
import { cards } from '../client/card.store.js';
import { useCell, useKeyed } from '../live/hooks.js';
import { queues, staff } from '../live/office.store.js';
import { tickets } from '../live/tickets.store.js';
import { me } from '../session/session.store.js';
import { numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { transferTicket } from './acts.js';
import { type Destination, destinations } from './destinations.js';

function DestinationLine({ one }: { one: Destination }) {
  const { t } = useTexts();
  const notes = {
    owner: t('transfer.owner'),
    queue: t('transfer.queueWaits', { n: one.waiting ?? 0 }),
    person: one.presence ? t(PRESENCE_TEXT[one.presence]) : '',
  };
  return (
    <>
      {one.presence ? <span className={`dot ${one.presence}`} title={t(PRESENCE_TEXT[one.presence])} /> : <Icon name="people" size={16} />}
      <span className="grow ellipsis">{one.name}</span>
      <span className="quiet small" style={{ flex: 'none' }}>
        {notes[one.kind]}
      </span>
    </>
  );
}

interface PickerProps {
  found: Destination[];
  query: string;
  search: (query: string) => void;
  chosen: string | null;
  choose: (key: string) => void;
}

/** The search field and the destinations below it; arrows choose without leaving the field. */
function DestinationPicker({ found, query, search, chosen, choose }: PickerProps) {
  const { t } = useTexts();
  const at = found.findIndex((one) => one.key === chosen);
  const keys = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' && !event.ctrlKey && found[0] && at < 0) choose(found[0].key);
    if (!by || found.length === 0) return;
    event.preventDefault();
    choose(found[(Math.max(at, by > 0 ? -1 : 0) + by + found.length) % found.length]!.key);
  };
  return (
    <>
      <TextInput
        label={t('transfer.to')}
        placeholder={t('transfer.search')}
        data-autofocus
        autoComplete="off"
        value={query}
        onKeyDown={keys}
        onChange={(e) => search(e.currentTarget.value)}
      />
      <div className="choices" role="listbox" aria-label={t('transfer.to')}>
        {found.length === 0 ? (
          <p className="quiet" style={{ padding: 8 }}>
            {t('transfer.nobody')}
          </p>
        ) : null}
        {found.map((one) => (
          <button
            key={one.key}
            type="button"
            role="option"
            className="choice"
            data-testid={`to-${one.key}`}
            aria-selected={one.key === chosen}
            onClick={() => choose(one.key)}
          >
            <DestinationLine one={one} />
          </button>
        ))}
      </div>
    </>
  );
}

/** Where this ticket may go, for what is typed. */
function useDestinations(ticket: TicketView | undefined, query: string): Destination[] {
  const card = useKeyed(cards, ticket?.client.id ?? null);
  return destinations(
    {
      queues: useCell(queues),
      staff: useCell(staff),
      ownerId: card?.view?.owner?.id ?? null,
      meId: me().agent.id,
      queueCode: ticket?.queue?.code ?? null,
    },
    query,
  );
}

export function TransferDialog({ ticketId }: DialogProps) {
  const { t } = useTexts();
  const ticket = useKeyed(tickets, ticketId);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const found = useDestinations(ticket, query);
  const target = found.find((one) => one.key === chosen);
  const search = (text: string): void => {
    setQuery(text);
    setChosen(null);
  };
  if (!ticket) return null;
  const missing = !target ? t('transfer.choose') : !reason.trim() ? t('transfer.needsReason') : null;
  return (
    <Frame
      title={t('transfer.title', { number: numberTail(ticket.number) })}
      verb={t('transfer.verb')}
      testId="transfer-dialog"
      missing={missing}
      run={() => transferTicket(ticket.id, { to: target!.to, reason: reason.trim() })}
    >
      <DestinationPicker found={found} query={query} search={search} chosen={target ? chosen : null} choose={setChosen} />
      <Textarea
        label={t('transfer.reason')}
        description={t('transfer.reasonHint')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        data-testid="transfer-reason"
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
      />
    </Frame>
  );
}
