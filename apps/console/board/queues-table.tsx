// The board's queues: how many wait, how long, how many are served and by whom.
import type { BoardView } from '#libs/contract/staff.js';
import { Empty } from '../chrome/states.js';
import { roughly } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { ListLink } from './list-link.js';
import { isLong } from './waits.js';

type Queue = BoardView['queues'][number];

/** Which tickets of a queue each number counts. */
const LISTS = { waiting: 'status=registered,queued', assigned: 'status=assigned,waiting', overdue: 'view=overdue' };

/** A number of a queue and the list behind it. */
function Count({ queue, what, bad = false }: { queue: Queue; what: keyof typeof LISTS; bad?: boolean }) {
  const { t } = useTexts();
  return (
    <td className="n">
      <ListLink
        list={`queue=${queue.code}&${LISTS[what]}`}
        className={`figure ${bad ? 'danger' : ''}`}
        testId={`board-${what}-${queue.code}`}
        label={`${queue.name}, ${t(`board.${what}`)}: ${queue[what]}`}
      >
        {bad ? '▲ ' : ''}
        {queue[what]}
      </ListLink>
    </td>
  );
}

function Row({ queue, now }: { queue: Queue; now: number }) {
  const { language } = useTexts();
  const age = queue.oldestAt ? now - Date.parse(queue.oldestAt) : null;
  return (
    <tr data-testid={`board-queue-${queue.code}`}>
      <td className="ellipsis" style={{ maxWidth: 260 }} title={queue.name}>
        <ListLink list={queue.list} className="figure" testId={`board-list-${queue.code}`} label={queue.name}>
          {queue.name}
        </ListLink>
      </td>
      <Count queue={queue} what="waiting" />
      <td className={`n ${isLong(age) ? 'danger' : ''}`}>{age === null ? '—' : `${isLong(age) ? '▲ ' : ''}${roughly(age, language)}`}</td>
      <Count queue={queue} what="assigned" />
      <Count queue={queue} what="overdue" bad={queue.overdue > 0} />
      <td className="n">{queue.membersOnline}</td>
    </tr>
  );
}

export function QueuesTable({ view, now }: { view: BoardView; now: number }) {
  const { t } = useTexts();
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
          {view.queues.map((queue) => (
            <Row key={queue.code} queue={queue} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
