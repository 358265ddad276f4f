// The visitor's paper: number large, date, topic, no personal data except initials.
import { createPortal } from 'react-dom';
import type { TicketView } from '#libs/contract/tickets.js';
import { me } from '../session/session.store.js';
import { fullMoment, initialsOf, numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';

/** Drawn outside the application and shown on paper only. */
export function Slip({ ticket }: { ticket: TicketView }) {
  const { t, language } = useTexts();
  const due = ticket.clocks.resolutionDueAt ?? ticket.clocks.legalDueAt;
  return createPortal(
    <div className="only-print slip">
      <div>{me().institute}</div>
      <div className="slip-number">{numberTail(ticket.number)}</div>
      <div>{ticket.number}</div>
      <div>{fullMoment(ticket.createdAt, language).replace(/:\d\d \(.*$/, '')}</div>
      <div>{ticket.topic?.name ?? ''}</div>
      <div>{initialsOf(ticket.client.name)}</div>
      {due ? <div>{t('slip.until', { at: fullMoment(due, language).replace(/:\d\d \(.*$/, '') })}</div> : null}
      <div>{t('slip.keep')}</div>
    </div>,
    document.getElementById('root')!,
  );
}
