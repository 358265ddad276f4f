// The open ticket: header, conversation in a window, composer.
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { VList, type VListHandle } from 'virtua';
import type { MessageView, TicketView } from '#libs/contract/tickets.js';
import { Bones, Empty, Failure } from '../chrome/states.js';
import { Composer } from '../composer/composer.js';
import { outbox } from '../composer/outbox.store.js';
import { typing } from '../live/company.store.js';
import { useCell, useKeyed, useNow } from '../live/hooks.js';
import { tickets } from '../live/tickets.store.js';
import { dayHeading, shortName } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { Bubble, OutgoingBubble } from './bubble.js';
import './conversation.css';
import { DuplicateLine } from './duplicate-line.js';
import { isShown } from './event-line.js';
import { type Conversation, conversations, loadOlder, refreshConversation } from './messages.store.js';
import { SystemLine, SystemLines, useNames } from './system-line.js';
import { ThreadHead } from './thread-head.js';
import { type Line, timeline } from './timeline.js';

const NEAR_PX = 100;

const LineView = memo(function LineView({ line }: { line: Line }) {
  const { language } = useTexts();
  const names = useNames();
  const now = useNow(60_000);
  switch (line.is) {
    case 'day':
      return <div className="day-line">{dayHeading(line.at, now, language)}</div>;
    case 'event':
      return <SystemLine event={line.event} names={names} />;
    case 'events':
      return <SystemLines events={line.events} names={names} />;
    case 'outgoing':
      return <OutgoingBubble out={line.outgoing} />;
    default:
      return <Bubble message={line.message} grouped={line.grouped} />;
  }
});

/** Speaks only a new inbound message; history is never read again. */
function Announcer({ last }: { last: MessageView | undefined }) {
  const known = useRef(last?.id);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (!last || last.id === known.current) return;
    known.current = last.id;
    if (last.direction === 'inbound') setWords(`${last.author.name}: ${last.text.slice(0, 300)}`);
  }, [last]);
  return (
    <div className="visually-hidden" aria-live="polite">
      {words}
    </div>
  );
}

function Log({ ticketId, lines }: { ticketId: string; lines: Line[] }) {
  const { t } = useTexts();
  const handle = useRef<VListHandle>(null);
  const stuck = useRef(true);
  const seen = useRef(lines.length);
  const firstMessage = lines.find((line) => line.is === 'message')?.key;
  const before = useRef(firstMessage);
  const [unseen, setUnseen] = useState(0);
  const prepended = before.current !== undefined && before.current !== firstMessage;
  const toEnd = (): void => handle.current?.scrollToIndex(lines.length - 1, { align: 'end' });
  useLayoutEffect(() => {
    if (stuck.current) toEnd();
    else if (!prepended && lines.length > seen.current) setUnseen((n) => n + lines.length - seen.current);
    seen.current = lines.length;
    before.current = firstMessage;
  });
  const scrolled = (offset: number): void => {
    const list = handle.current;
    if (!list) return;
    stuck.current = list.scrollSize - list.viewportSize - offset < NEAR_PX;
    if (stuck.current && unseen > 0) setUnseen(0);
    if (offset < 400) void loadOlder(ticketId);
  };
  return (
    <div className="thread-log" role="log" aria-live="off" aria-label={t('thread.label')}>
      {/* bottom padding through the last row keeps the end visible above the composer */}
      <VList
        ref={handle}
        data={lines}
        shift={prepended}
        bufferSize={600}
        onScroll={scrolled}
        onResize={() => stuck.current && toEnd()}
        style={{ height: '100%', overflowX: 'hidden', paddingBottom: 12 }}
      >
        {(line) => <LineView key={line.key} line={line} />}
      </VList>
      {unseen > 0 ? (
        <button type="button" className="to-bottom" onClick={toEnd}>
          ↓ {t('thread.unseen', { n: unseen })}
        </button>
      ) : null}
    </div>
  );
}

function Messages({ ticketId, known }: { ticketId: string; known: Conversation }) {
  const { t } = useTexts();
  const sent = useCell(outbox);
  const lines = useMemo(
    () =>
      timeline(
        known.messages,
        known.journal.filter(isShown),
        sent.filter((out) => out.ticketId === ticketId && out.state !== 'stale'),
        known.older === null,
      ),
    [known.messages, known.journal, known.older, sent, ticketId],
  );
  if (known.state === 'loading' && known.messages.length === 0)
    return (
      <div className="thread-log">
        <Bones height={72} count={4} />
      </div>
    );
  if (known.state === 'failed' && known.messages.length === 0)
    return (
      <div className="thread-log">
        <Failure message={known.error ?? ''} retry={() => void refreshConversation(ticketId)} />
      </div>
    );
  if (lines.length === 0)
    return (
      <div className="thread-log">
        <Empty title={t('thread.empty')} />
      </div>
    );
  return <Log key={ticketId} ticketId={ticketId} lines={lines} />;
}

function TypingLine({ ticket }: { ticket: TicketView }) {
  const { t } = useTexts();
  const who = useKeyed(typing, ticket.id);
  if (who?.kind !== 'client') return null;
  return (
    <div className="event-line" style={{ textAlign: 'left' }}>
      {shortName(who.name)} {t('row.typing')}
    </div>
  );
}

export function Thread({ ticketId, panel, togglePanel }: { ticketId: string | null; panel: boolean; togglePanel: () => void }) {
  const { t } = useTexts();
  const ticket = useKeyed(tickets, ticketId);
  const known = useKeyed(conversations, ticketId);
  if (!ticketId)
    return (
      <section className="thread">
        <Empty title={t('thread.choose')} hint={t('thread.chooseHint')} />
      </section>
    );
  if (known?.state === 'gone')
    return (
      <section className="thread">
        <Empty title={t('thread.gone')} hint={known.error ?? undefined} />
      </section>
    );
  if (!ticket || !known)
    return (
      <section className="thread">
        <Bones height={72} />
      </section>
    );
  return (
    <section className="thread" aria-label={t('thread.label')} data-testid="thread" data-number={ticket.number}>
      <ThreadHead ticket={ticket} panel={panel} togglePanel={togglePanel} />
      <DuplicateLine key={`duplicate-${ticketId}`} ticket={ticket} />
      <Messages ticketId={ticketId} known={known} />
      <Announcer key={ticketId} last={known.messages.at(-1)} />
      <TypingLine ticket={ticket} />
      <Composer key={`composer-${ticketId}`} ticket={ticket} seenSeq={known.seenSeq} />
    </section>
  );
}
