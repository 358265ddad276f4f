// The head's live board: totals, queues, people; every number that names a list opens it.
import { useEffect } from 'react';
import { Bones, Failure } from '../chrome/states.js';
import { useCell, useNow } from '../live/hooks.js';
import { fullMoment, timeOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import './board.css';
import { board, followBoard, loadBoard } from './board.store.js';
import { PeopleTable } from './people-table.js';
import { QueuesTable } from './queues-table.js';
import { Tiles } from './tiles.js';

const STALE_MS = 35_000;

export function BoardScreen() {
  const { t, language } = useTexts();
  const { view, error, heardAt } = useCell(board);
  const now = useNow(1000);
  useEffect(followBoard, []);
  if (!view)
    return <div className="page">{error ? <Failure message={error} retry={() => void loadBoard()} /> : <Bones height={88} />}</div>;
  const stale = Date.now() - heardAt > STALE_MS;
  return (
    <div className={`page ${stale ? 'stale' : ''}`} data-testid="board">
      <header>
        <h1>{t('nav.board')}</h1>
        <span className={stale ? 'danger strong' : 'quiet'} role="status" title={fullMoment(view.at, language)}>
          {stale ? `▲ ${t('board.stale', { time: timeOf(heardAt, language) })}` : `● ${t('board.live')}`}
        </span>
      </header>
      <Tiles view={view} now={now} />
      <div className="board-cols">
        <section>
          <h2>{t('board.queues')}</h2>
          <QueuesTable view={view} now={now} />
        </section>
        <section>
          <h2>{t('board.people')}</h2>
          <PeopleTable view={view} now={now} />
        </section>
      </div>
    </div>
  );
}
