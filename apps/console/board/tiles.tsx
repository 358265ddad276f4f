// The board's first line: who waits, how long, who is here, what is overdue, what today brought.
import type { ReactNode } from 'react';
import type { BoardView } from '#libs/contract/staff.js';
import { numberOf, roughly } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { ListLink } from './list-link.js';
import { isLong } from './waits.js';

export function Tiles({ view, now }: { view: BoardView; now: number }) {
  const { t, language } = useTexts();
  const oldest = view.queues
    .map((queue) => queue.oldestAt)
    .filter((at): at is string => at !== null)
    .sort()[0];
  const age = oldest ? now - Date.parse(oldest) : 0;
  const online = view.people.filter((one) => one.presence === 'online').length;
  const n = (value: number): string => numberOf(value, language);
  const link = (testId: string, list: string, label: string, value: number): ReactNode => (
    <ListLink list={list} className="tile" testId={testId} label={`${label}: ${value}`}>
      <span className="quiet">{label}</span>
      <span className="figure">{n(value)}</span>
    </ListLink>
  );
  return (
    <div className="tiles">
      {link('board-waiting', 'status=registered,queued&view=all', t('board.waiting'), view.totals.waiting)}
      <div className={`tile ${isLong(age) ? 'bad' : ''}`} data-testid="board-oldest">
        <span className="quiet">{t('board.oldest')}</span>
        <span className="figure">{oldest ? `${isLong(age) ? '▲ ' : ''}${roughly(age, language)}` : '—'}</span>
      </div>
      <div className="tile" data-testid="board-online">
        <span className="quiet">{t('board.online')}</span>
        <span className="figure">{t('board.onlineOf', { n: online, all: view.people.length })}</span>
      </div>
      {link('board-assigned', 'status=assigned,waiting&view=all', t('board.assigned'), view.totals.assigned)}
      <div className={`tile ${view.totals.overdue > 0 ? 'bad' : ''}`} data-testid="board-overdue">
        <span className="quiet">{t('board.overdue')}</span>
        <span className="figure">
          {view.totals.overdue > 0 ? '▲ ' : ''}
          {n(view.totals.overdue)}
        </span>
      </div>
      <div className="tile" data-testid="board-today">
        <span className="quiet">{t('board.today')}</span>
        <span className="figure" title={t('board.todayHint')}>
          {n(view.totals.registeredToday)} / {n(view.totals.resolvedToday)}
        </span>
      </div>
    </div>
  );
}
