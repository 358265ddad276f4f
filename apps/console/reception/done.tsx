// After registering: the number to say aloud, the slip, and the next visitor.
import { Button } from '@mantine/core';
import { go } from '../session/route.store.js';
import { numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import type { Paper } from './paper.js';

export function Done({ paper, again, sameClient }: { paper: Paper; again: () => void; sameClient: () => void }) {
  const { t } = useTexts();
  return (
    <section className="card stack" role="status" data-testid="reception-done" data-number={paper.number}>
      <p className="quiet">{t('reception.registered')}</p>
      <p className="big-number" data-testid="reception-number">
        {numberTail(paper.number)}
      </p>
      <p>
        {paper.number} · {paper.client}
        <br />
        <span className="quiet">{paper.where}</span>
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
        {paper.open ? (
          <Button variant="default" onClick={() => go({ screen: 'inbox', id: paper.id, filter: {} })}>
            {t('reception.open')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
