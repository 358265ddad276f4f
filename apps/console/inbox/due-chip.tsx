// A ticket's nearest clock as a chip with words; a status chip when no clock runs.
import type { TicketView } from '#libs/contract/tickets.js';
import { dateOf, roughly } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { type Due, nearestDue } from './due.js';
import { statusFace } from './status.js';

const SHAPES: Record<Due['tone'], string> = { calm: '◔', soon: '◑', over: '▲' };
const DAY_MS = 86_400_000;

export function StatusChip({ ticket }: { ticket: TicketView }) {
  const { t } = useTexts();
  const face = statusFace(ticket);
  return (
    <span className={`chip ${face.tone}`} data-status={ticket.status}>
      <span aria-hidden="true">{face.shape}</span>
      {t(face.text)}
    </span>
  );
}

/** `alone`: says nothing when no clock runs, because the status stands beside it. */
export function DueChip({ ticket, now, alone = false }: { ticket: TicketView; now: number; alone?: boolean }) {
  const { t, language } = useTexts();
  const due = nearestDue(ticket, now);
  if (ticket.status === 'waiting' && ticket.waitingFor === 'until' && ticket.clocks.snoozedUntil)
    return (
      <span className="chip info">
        <span aria-hidden="true">☾</span>
        {t('due.until', { date: dateOf(ticket.clocks.snoozedUntil, now, language) })}
      </span>
    );
  if (!due || (ticket.status === 'waiting' && due.tone === 'calm')) return alone ? null : <StatusChip ticket={ticket} />;
  const far = due.which !== 'answer' && due.leftMs > DAY_MS;
  const date = dateOf(new Date(due.at).toISOString(), now, language);
  const text = due.tone === 'over' ? `−${roughly(-due.leftMs, language)}` : far ? t('due.by', { date }) : roughly(due.leftMs, language);
  const title =
    due.which === 'legal'
      ? t('due.legal', { date })
      : due.tone === 'over'
        ? t('due.over', { t: roughly(-due.leftMs, language) })
        : t(`due.${due.which}`, { t: roughly(due.leftMs, language) });
  return (
    <span className={`chip ${due.tone}`} title={title}>
      <span aria-hidden="true">{SHAPES[due.tone]}</span>
      {text}
      <span className="visually-hidden">{title}</span>
    </span>
  );
}
