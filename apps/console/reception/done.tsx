// After registering: the number to say aloud, the slip, and the next visitor.
import { Button } from '@mantine/core';
import type { TicketView } from '#libs/contract/tickets.js';
import { go } from '../session/route.store.js';
import { numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';

export function Done({ ticket, again, sameClient }: { ticket: TicketView; again: () => void; sameClient: () => void }) {
  const { t } = useTexts();
  return (
    <section className="card stack" role="status" data-testid="reception-done" data-number={ticket.number}>
      <p className="quiet">{t('reception.registered')}</p>
      <p className="big-number" data-testid="reception-number">
        {numberTail(ticket.number)}
      </p>
      <p>
        {ticket.number} · {ticket.client.name}
        <br />
        <span className="quiet">{ticket.assignee?.name ?? ticket.queue?.name ?? ''}</span>
      </p>
      <div className="row wrap">
        <Button autoFocus data-testid="reception-next" onClick={again}>
          {t('reception.next')}
        </Button>
        <Button variant="default" data-testid="reception-print" onClick={() => window.print()}>
          {t('reception.printAgain')}
        </Button>
        <Button variant="default" onClick={sameClient}>
          {t('reception.same')}
        </Button>
        <Button variant="default" onClick={() => go({ screen: 'inbox', id: ticket.id, filter: {} })}>
          {t('reception.open')}
        </Button>
      </div>
    </section>
  );
}
