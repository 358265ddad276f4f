// The board's people: where each is, how loaded, with which ticket.
import type { BoardView } from '#libs/contract/staff.js';
import { PRESENCE_TEXT } from '../chrome/presence-menu.js';
import { Empty } from '../chrome/states.js';
import { addressOf } from '../session/route.js';
import { go } from '../session/route.store.js';
import { numberOf, numberTail, timerOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { ListLink } from './list-link.js';

type Person = BoardView['people'][number];

const ORDER = { online: 0, 'wrap-up': 1, busy: 2, away: 3, offline: 4 };

function Load({ one }: { one: Person }) {
  const { t, language } = useTexts();
  return (
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
  );
}

function Current({ one }: { one: Person }) {
  if (!one.current) return <span className="quiet">—</span>;
  const place = { screen: 'inbox' as const, id: one.current.id, filter: {} };
  return (
    <a
      href={addressOf(place)}
      className="figure"
      onClick={(event) => {
        event.preventDefault();
        go(place);
      }}
    >
      {numberTail(one.current.number)}
    </a>
  );
}

function Row({ one, now }: { one: Person; now: number }) {
  const { t } = useTexts();
  return (
    <tr data-testid={`board-person-${one.id}`}>
      <td className="ellipsis" style={{ maxWidth: 170 }} title={`${one.name}, ${t(`role.${one.role}`)}`}>
        {one.name}
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>
        <span className={`dot ${one.presence}`} style={{ display: 'inline-block', marginRight: 6 }} />
        {(one.presence !== 'offline' && one.reason) || t(PRESENCE_TEXT[one.presence])}
        {one.since ? <span className="quiet tabular"> {timerOf(now - Date.parse(one.since))}</span> : null}
      </td>
      <td className="n">
        <Load one={one} />
      </td>
      <td>
        <Current one={one} />
      </td>
    </tr>
  );
}

export function PeopleTable({ view, now }: { view: BoardView; now: number }) {
  const { t } = useTexts();
  if (view.people.length === 0) return <Empty title={t('board.noPeople')} />;
  const people = [...view.people].sort((a, b) => ORDER[a.presence] - ORDER[b.presence] || a.name.localeCompare(b.name, 'ru'));
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
            <Row key={one.id} one={one} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
