// The head's live board: totals, queues, people; every number that names a list opens it.
import { type MouseEvent, type ReactNode, useEffect } from 'react';
import type { BoardView } from '#libs/contract/staff.js';
import { PRESENCE_TEXT } from '../chrome/presence-menu.js';
import { Bones, Empty, Failure } from '../chrome/states.js';
import { useCell, useNow } from '../live/hooks.js';
import { addressOf, filterOf } from '../session/route.js';
import { go } from '../session/route.store.js';
import { fullMoment, numberOf, numberTail, roughly, timeOf, timerOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import './board.css';
import { board, followBoard, loadBoard } from './board.store.js';

const STALE_MS = 35_000;
const LONG_WAIT_MS = 10 * 60_000;

/** A link to the list behind a number: an ordinary address, opened without a reload. */
function ListLink({
  list,
  className,
  testId,
  label,
  children,
}: {
  list: string;
  className: string;
  testId: string;
  label: string;
  children: ReactNode;
}) {
  const found = filterOf(list);
  const filter: Record<string, string> =
    Object.keys(found).length > 0 && !found.view && !found.status && !found.queue && !found.assignee ? { view: 'all', ...found } : found;
  const place = { screen: 'inbox' as const, id: null, filter };
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(place);
  };
  return (
    <a href={addressOf(place)} className={className} data-testid={testId} aria-label={label} onClick={open}>
      {children}
    </a>
  );
}

function Totals({ view, now }: { view: BoardView; now: number }) {
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
      <div className={`tile ${age > LONG_WAIT_MS ? 'bad' : ''}`} data-testid="board-oldest">
        <span className="quiet">{t('board.oldest')}</span>
        <span className="figure">{oldest ? `${age > LONG_WAIT_MS ? '▲ ' : ''}${roughly(age, language)}` : '—'}</span>
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

function Queues({ view, now }: { view: BoardView; now: number }) {
  const { t, language } = useTexts();
  if (view.queues.length === 0) return <Empty title={t('board.noQueues')} />;
  return (
    <div className="table-card">
      <table>
        <thead>
          <tr>
            <th>{t('board.queue')}</th>
            <th className="n">{t('board.waiting')}</th>
            <th className="n">{t('board.oldest')}</th>
            <th className="n">{t('board.assigned')}</th>
            <th className="n">{t('board.overdue')}</th>
            <th className="n">{t('board.online')}</th>
          </tr>
        </thead>
        <tbody>
          {view.queues.map((queue) => {
            const age = queue.oldestAt ? now - Date.parse(queue.oldestAt) : null;
            return (
              <tr key={queue.code} data-testid={`board-queue-${queue.code}`}>
                <td className="ellipsis" style={{ maxWidth: 260 }} title={queue.name}>
                  <ListLink list={queue.list} className="figure" testId={`board-list-${queue.code}`} label={queue.name}>
                    {queue.name}
                  </ListLink>
                </td>
                <td className="n">
                  <ListLink
                    list={`queue=${queue.code}&status=registered,queued`}
                    className="figure"
                    testId={`board-waiting-${queue.code}`}
                    label={`${queue.name}, ${t('board.waiting')}: ${queue.waiting}`}
                  >
                    {queue.waiting}
                  </ListLink>
                </td>
                <td className={`n ${age !== null && age > LONG_WAIT_MS ? 'danger' : ''}`}>
                  {age === null ? '—' : `${age > LONG_WAIT_MS ? '▲ ' : ''}${roughly(age, language)}`}
                </td>
                <td className="n">
                  <ListLink
                    list={`queue=${queue.code}&status=assigned,waiting`}
                    className="figure"
                    testId={`board-assigned-${queue.code}`}
                    label={`${queue.name}, ${t('board.assigned')}: ${queue.assigned}`}
                  >
                    {queue.assigned}
                  </ListLink>
                </td>
                <td className={`n ${queue.overdue > 0 ? 'danger strong' : ''}`}>
                  {queue.overdue > 0 ? '▲ ' : ''}
                  {queue.overdue}
                </td>
                <td className="n">{queue.membersOnline}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function People({ view, now }: { view: BoardView; now: number }) {
  const { t, language } = useTexts();
  if (view.people.length === 0) return <Empty title={t('board.noPeople')} />;
  const order = { online: 0, 'wrap-up': 1, busy: 2, away: 3, offline: 4 };
  const people = [...view.people].sort((a, b) => order[a.presence] - order[b.presence] || a.name.localeCompare(b.name, 'ru'));
  return (
    <div className="table-card">
      <table>
        <thead>
          <tr>
            <th>{t('board.person')}</th>
            <th>{t('board.state')}</th>
            <th className="n">{t('board.load')}</th>
            <th>{t('board.current')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.id} data-testid={`board-person-${one.id}`}>
              <td className="ellipsis" style={{ maxWidth: 170 }} title={`${one.name}, ${t(`role.${one.role}`)}`}>
                {one.name}
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>
                <span className={`dot ${one.presence}`} style={{ display: 'inline-block', marginRight: 6 }} />
                {one.reason || t(PRESENCE_TEXT[one.presence])}
                {one.since ? <span className="quiet tabular"> {timerOf(now - Date.parse(one.since))}</span> : null}
              </td>
              <td className="n">
                <ListLink
                  list={one.list}
                  className="figure"
                  testId={`board-load-${one.id}`}
                  label={t('board.loadOf', { name: one.name, n: one.load, all: one.capacity })}
                >
                  <span className="load" aria-hidden="true">
                    <span style={{ width: `${Math.min(100, (one.load / Math.max(0.1, one.capacity)) * 100)}%` }} />
                  </span>{' '}
                  {numberOf(one.load, language)}/{numberOf(one.capacity, language)}
                </ListLink>
              </td>
              <td>
                {one.current ? (
                  <a
                    href={`/inbox/${one.current.id}`}
                    className="figure"
                    onClick={(event) => {
                      event.preventDefault();
                      go({ screen: 'inbox', id: one.current!.id, filter: {} });
                    }}
                  >
                    {numberTail(one.current.number)}
                  </a>
                ) : (
                  <span className="quiet">—</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

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
      <Totals view={view} now={now} />
      <div className="board-cols">
        <section>
          <h2>{t('board.queues')}</h2>
          <Queues view={view} now={now} />
        </section>
        <section>
          <h2>{t('board.people')}</h2>
          <People view={view} now={now} />
        </section>
      </div>
    </div>
  );
}
