// C4 Hand over: to the client's own manager, a queue or a colleague, with a reason for them.
import { Textarea, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
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

export function TransferDialog({ ticketId }: DialogProps) {
  const { t } = useTexts();
  const ticket = useKeyed(tickets, ticketId);
  const card = useKeyed(cards, ticket?.client.id ?? null);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const found = destinations(
    {
      queues: useCell(queues),
      staff: useCell(staff),
      ownerId: card?.view?.owner?.id ?? null,
      meId: me().agent.id,
      queueCode: ticket?.queue?.code ?? null,
    },
    query,
  );
  const target = found.find((one) => one.key === chosen);
  const keys = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' && !event.ctrlKey && found[0] && !target) setChosen(found[0].key);
    if (!by || found.length === 0) return;
    event.preventDefault();
    const at = found.findIndex((one) => one.key === chosen);
    setChosen(found[(at + by + found.length) % found.length]!.key);
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
      <TextInput
        label={t('transfer.to')}
        placeholder={t('transfer.search')}
        data-autofocus
        autoComplete="off"
        value={query}
        onKeyDown={keys}
        onChange={(e) => {
          setQuery(e.currentTarget.value);
          setChosen(null);
        }}
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
            onClick={() => setChosen(one.key)}
          >
            <DestinationLine one={one} />
          </button>
        ))}
      </div>
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
