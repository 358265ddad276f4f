// One ticket in a list, 76 px: who and when, clock and topic, last words.
import { memo } from 'react';
import type { TicketView } from '#libs/contract/tickets.js';
import { Icon } from '../chrome/icon.js';
import { drafts } from '../composer/drafts.store.js';
import { typing, viewing } from '../live/company.store.js';
import { useKeyed, useNow } from '../live/hooks.js';
import { useChannel } from '../live/office.store.js';
import { tickets } from '../live/tickets.store.js';
import { momentOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { DueChip } from './due-chip.js';

function LastWords({ ticket }: { ticket: TicketView }) {
  const { t } = useTexts();
  const who = useKeyed(typing, ticket.id);
  const draft = useKeyed(drafts, ticket.id);
  const text = draft?.reply || draft?.note;
  if (who)
    return <span className="last typing">{who.kind === 'client' ? t('row.typing') : t('row.colleagueTyping', { name: who.name })}</span>;
  if (text)
    return (
      <span className="last draft">
        <span className="ellipsis">
          {t('row.draft')} {text}
        </span>
      </span>
    );
  return (
    <span className="last">
      {!ticket.unanswered && ticket.preview ? (
        <span className="mark" title={t('row.answered')}>
          ↩
        </span>
      ) : null}
      <span className="ellipsis">{ticket.preview || ticket.subject || t('row.noText')}</span>
    </span>
  );
}

interface RowProps {
  id: string;
  index: number;
  total: number;
  selected: boolean;
  open: (id: string) => void;
}

/** Re-renders only when its own ticket, clock or company changes. */
export const TicketRow = memo(function TicketRow({ id, index, total, selected, open }: RowProps) {
  const ticket = useKeyed(tickets, id);
  const watchers = useKeyed(viewing, id);
  const { t, language } = useTexts();
  const now = useNow(15_000);
  const channel = useChannel(ticket?.channel ?? '');
  if (!ticket) return <div className="ticket-row" />;
  return (
    <button
      type="button"
      role="option"
      tabIndex={selected || index === 0 ? 0 : -1}
      className={`ticket-row ${ticket.unanswered ? 'waiting' : ''}`}
      data-testid="ticket-row"
      data-number={ticket.number}
      data-id={ticket.id}
      aria-selected={selected}
      aria-setsize={total}
      aria-posinset={index + 1}
      onClick={() => open(id)}
    >
      <span>
        <Icon name={channel.icon} size={16} label={channel.label[language]} />
        <span className="who ellipsis" title={ticket.client.name}>
          {ticket.client.name}
        </span>
        {watchers && watchers.length > 0 ? (
          <Icon name={watchers.some((w) => w.writing) ? 'pen' : 'eye'} size={14} label={watchers.map((w) => w.name).join(', ')} />
        ) : null}
        {ticket.kind === 'complaint' ? <Icon name="flag" size={14} label={t('kind.complaint')} /> : null}
        {ticket.collective ? <Icon name="people" size={14} label={t('ticket.collective', { n: ticket.collective.count })} /> : null}
        <span className="when">{momentOf(ticket.lastMessageAt, now, language)}</span>
      </span>
      <span>
        <DueChip ticket={ticket} now={now} />
        <span className="topic ellipsis">{ticket.topic?.name ?? t('ticket.noTopic')}</span>
        {ticket.priority > 0 && ticket.priority >= 7 ? <span className="chip over">{t('priority.urgent')}</span> : null}
        {ticket.unanswered ? (
          <span className="badge" role="img" title={t('row.waits')} aria-label={t('row.waits')}>
            !
          </span>
        ) : null}
      </span>
      <LastWords ticket={ticket} />
    </button>
  );
});
