// Thin centred lines between the messages: what happened to the ticket, folded when many.
import type { JournalView } from '#libs/contract/tickets.js';
import { useCell } from '../live/hooks.js';
import { queues, staff, topics } from '../live/office.store.js';
import { fullMoment, shortName, timeOf } from '../texts/format.js';
import { type TextKey, useTexts } from '../texts/language.store.js';
import { type Names, eventLine } from './event-line.js';

/** Reasons of the machine are codes for reports ("taken"); people's reasons are words. */
const CODE = /^[a-z][a-z -]*$/;

/** Names of people, queues and topics for the ids in facts. */
export function useNames(): Names {
  const { language } = useTexts();
  const people = useCell(staff);
  const lines = useCell(queues);
  const known = useCell(topics);
  return {
    agent: (id) => people.find((one) => one.id === id)?.name ?? null,
    queue: (id) => lines.find((one) => one.id === id || one.code === id)?.name ?? null,
    topic: (code) => known.find((one) => one.code === code)?.[language] ?? null,
  };
}

function Sentence({ event, names }: { event: JournalView; names: Names }) {
  const { t, language } = useTexts();
  const line = eventLine(event, names);
  if (!line) return null;
  const result = `result.${line.values.what}` as TextKey;
  const what = event.kind === 'ticket.resolved' && line.values.what ? t(result) : line.values.what;
  const until = line.until ? fullMoment(line.until, language) : '';
  return (
    <span title={fullMoment(event.at, language)}>
      {t(line.text, { who: shortName(line.values.who), what, until })}
      {line.values.who ? ` · ${shortName(line.values.who)}` : ''} · {timeOf(event.at, language)}
      {event.reason && !CODE.test(event.reason) ? <> · «{event.reason}»</> : null}
    </span>
  );
}

export function SystemLine({ event, names }: { event: JournalView; names: Names }) {
  return (
    <div className="event-line">
      <Sentence event={event} names={names} />
    </div>
  );
}

export function SystemLines({ events, names }: { events: JournalView[]; names: Names }) {
  const { t } = useTexts();
  return (
    <div className="event-line">
      <details>
        <summary>{t('event.folded', { n: events.length })}</summary>
        {events.map((event) => (
          <div key={event.seq}>
            <Sentence event={event} names={names} />
          </div>
        ))}
      </details>
    </div>
  );
}
