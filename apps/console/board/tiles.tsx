// The board's first line: who waits, how long, who is here, what is overdue, what today brought.
import type { BoardView } from '#libs/contract/staff.js';
import { numberOf, roughly } from '../texts/format.js';
import { type TextKey, useTexts } from '../texts/language.store.js';
import { ListLink } from './list-link.js';
import { isLong } from './waits.js';

interface TileProps {
  name: string;
  text: TextKey;
  /** The number as it is shown. */
  figure: string;
  /** The list it opens; a number of people opens none. */
  list?: string;
  bad?: boolean;
}

function Tile({ name, text, figure, list, bad = false }: TileProps) {
  const { t } = useTexts();
  const inside = (
    <>
      <span className="quiet">{t(text)}</span>
      <span className="figure">
        {bad ? '▲ ' : ''}
        {figure}
      </span>
    </>
  );
  const look = { className: `tile ${bad ? 'bad' : ''}` };
  return list ? (
    <ListLink list={list} testId={`board-${name}`} label={`${t(text)}: ${figure}`} {...look}>
      {inside}
    </ListLink>
  ) : (
    <div data-testid={`board-${name}`} {...look}>
      {inside}
    </div>
  );
}

const WAITING = 'status=registered,queued&view=all';

export function Tiles({ view, now }: { view: BoardView; now: number }) {
  const { t, language } = useTexts();
  const oldest = view.queues
    .map((queue) => queue.oldestAt)
    .filter((at): at is string => at !== null)
    .sort()[0];
  const age = oldest ? now - Date.parse(oldest) : 0;
  const online = view.people.filter((one) => one.presence === 'online').length;
  const { totals } = view;
  const n = (value: number): string => numberOf(value, language);
  return (
    <div className="tiles">
      <Tile name="waiting" text="board.waiting" figure={n(totals.waiting)} list={WAITING} />
      <Tile
        name="oldest"
        text="board.oldest"
        figure={oldest ? roughly(age, language) : '—'}
        list={`${WAITING}&sort=oldest`}
        bad={isLong(age)}
      />
      <Tile name="online" text="board.online" figure={t('board.onlineOf', { n: online, all: view.people.length })} />
      <Tile name="assigned" text="board.assigned" figure={n(totals.assigned)} list="status=assigned,waiting&view=all" />
      <Tile name="overdue" text="board.overdue" figure={n(totals.overdue)} list="view=overdue" bad={totals.overdue > 0} />
      <Tile name="registered" text="board.registered" figure={n(totals.registeredToday)} list="view=today" />
      <Tile name="resolved" text="board.resolved" figure={n(totals.resolvedToday)} list="view=resolved-today" />
    </div>
  );
}
