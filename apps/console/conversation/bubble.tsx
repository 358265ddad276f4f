// One message: who, words, files, letter and call facts, and how far it got.
import { Component, type ReactNode, memo, useState } from 'react';
import type { MessageView } from '#libs/contract/tickets.js';
import { recordingUrl } from '../api/desk.adapter.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import { Icon } from '../chrome/icon.js';
import { toastError } from '../chrome/toast.js';
import { discard, sendAgain } from '../composer/outbox.store.js';
import type { Outgoing } from '../composer/waiting.js';
import { durationOf, fullMoment, timeOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { FileCard } from './file-card.js';
import { HtmlFrame } from './html-frame.js';
import { linkPieces } from './links.js';
import { refreshConversation } from './messages.store.js';

/** One damaged message must not blank the conversation. */
class Guard extends Component<{ children: ReactNode; words: string }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }
  override render(): ReactNode {
    return this.state.broken ? <p className="danger">{this.props.words}</p> : this.props.children;
  }
}

function Words({ text }: { text: string }) {
  return (
    <div className="words">
      {linkPieces(text).map((piece) =>
        piece.href ? (
          <a key={piece.at} href={piece.href} target="_blank" rel="noreferrer noopener">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </div>
  );
}

const MARKS = { queued: '◌', sending: '↑', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '✕' } as const;

function Delivery({ message }: { message: MessageView }) {
  const { t } = useTexts();
  const { delivery } = message;
  if (!delivery) return null;
  if (delivery.state !== 'failed')
    return (
      <span className={delivery.state} data-delivery={delivery.state}>
        {MARKS[delivery.state]} {t(`delivery.${delivery.state}`)}
      </span>
    );
  const retry = (): void =>
    void ticketsApi
      .retry(message.ticketId, message.id)
      .then(() => refreshConversation(message.ticketId))
      .catch(toastError);
  return (
    <span className="row wrap" data-delivery="failed">
      <span className="danger strong">
        ✕ {t('delivery.failed')}
        {delivery.error ? `: ${delivery.error}` : ''}
      </span>
      <button type="button" className="link-button small" onClick={retry}>
        {t('act.retry')}
      </button>
      <button type="button" className="link-button small" onClick={() => void navigator.clipboard?.writeText(message.text)}>
        {t('message.copy')}
      </button>
    </span>
  );
}

type People = { name: string | null; address: string }[];
const people = (list: unknown): string => (Array.isArray(list) ? (list as People).map((one) => one.name ?? one.address).join(', ') : '');

/** Subject and recipients of a letter, facts of a call, a shared place or contact: whatever the channel told. */
function Facts({ meta }: { meta: MessageView['meta'] }) {
  const { t, language } = useTexts();
  const call = (meta.call ?? {}) as { direction?: string; talkedMs?: number; waitedMs?: number; result?: string };
  const contact = meta.contact as { name?: string; phone?: string } | undefined;
  const place = meta.location as { lat: number; lon: number; title?: string } | undefined;
  const rows: [string, string][] = [
    [t('facts.subject'), typeof meta.subject === 'string' ? meta.subject : ''],
    [t('facts.to'), people(meta.to)],
    [t('facts.cc'), people(meta.cc)],
    [t('facts.forwarded'), typeof meta.forwardedFrom === 'string' ? meta.forwardedFrom : ''],
    [t('facts.contact'), contact ? [contact.name, contact.phone].filter(Boolean).join(', ') : ''],
    [t('facts.place'), place ? (place.title ?? `${place.lat}, ${place.lon}`) : ''],
    [t('facts.call'), call.direction === 'outbound' ? t('call.outgoing') : call.direction ? t('call.incoming') : ''],
    [t('facts.waited'), call.waitedMs === undefined ? '' : durationOf(call.waitedMs, language)],
    [t('facts.talked'), call.talkedMs === undefined ? '' : durationOf(call.talkedMs, language)],
    [t('facts.result'), call.result ?? ''],
  ];
  const known = rows.filter(([, value]) => value);
  if (known.length === 0) return null;
  return (
    <dl className="facts">
      {known.map(([name, value]) => [
        <dt key={name}>{name}</dt>,
        <dd key={`${name}-value`} className="ellipsis" title={value}>
          {value}
        </dd>,
      ])}
    </dl>
  );
}

/** The recording of a call, fetched only when somebody listens. */
function Recording({ message }: { message: MessageView }) {
  const { t } = useTexts();
  const call = (message.meta.call ?? {}) as { call?: string; recording?: boolean };
  if (!call.recording || !call.call) return null;
  // biome-ignore lint/a11y/useMediaCaption: a recorded talk has no captions
  return <audio controls preload="none" src={recordingUrl(message.ticketId, call.call)} aria-label={t('call.recording')} />;
}

function Body({ message }: { message: MessageView }) {
  const { t } = useTexts();
  const [html, setHtml] = useState(!message.text.trim() && message.html !== null);
  const quoted = typeof message.meta.quoted === 'string' ? message.meta.quoted : '';
  if (message.deleted) return <div className="words deleted">{t('message.deleted')}</div>;
  return (
    <>
      <Facts meta={message.meta} />
      {html && message.html ? <HtmlFrame html={message.html} /> : <Words text={message.text} />}
      {message.html ? (
        <button type="button" className="link-button small" onClick={() => setHtml(!html)}>
          {html ? t('html.asText') : t('html.asLetter')}
        </button>
      ) : null}
      {quoted && !html ? (
        <details>
          <summary>{t('message.quoted')}</summary>
          <div className="quoted">{quoted}</div>
        </details>
      ) : null}
      {message.files.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
      <Recording message={message} />
    </>
  );
}

export const Bubble = memo(function Bubble({ message, grouped }: { message: MessageView; grouped: boolean }) {
  const { t, language } = useTexts();
  const machine = message.author.kind === 'machine';
  return (
    <article
      className={`line ${message.direction} ${machine ? 'machine' : ''} ${grouped ? 'grouped' : ''}`}
      data-testid="message"
      data-direction={message.direction}
      data-id={message.id}
    >
      <div className={`bubble ${message.delivery?.state === 'failed' ? 'failed' : ''}`}>
        {message.direction === 'note' ? (
          <div className="from">
            <Icon name="lock" size={14} />
            <span className="name">{t('note.title')}</span>
            <span>{t('note.hint')}</span>
          </div>
        ) : null}
        {grouped ? null : (
          <div className="from">
            <span className="name">{message.author.name}</span>
            {machine && message.author.name !== t('message.machine') ? <span className="chip">{t('message.machine')}</span> : null}
          </div>
        )}
        <Guard words={t('err.mail')}>
          <Body message={message} />
        </Guard>
        <div className="foot">
          {message.edited ? <span>{t('message.edited')}</span> : null}
          <time dateTime={message.at} title={fullMoment(message.at, language)}>
            {timeOf(message.at, language)}
          </time>
          <Delivery message={message} />
        </div>
      </div>
    </article>
  );
});

/** A bubble that the server does not have yet. */
export function OutgoingBubble({ out }: { out: Outgoing }) {
  const { t, language } = useTexts();
  const stuck = out.state === 'failed' || out.state === 'held';
  return (
    <article
      className={`line ${out.mode === 'note' ? 'note' : 'outbound'}`}
      data-testid="message"
      data-direction={out.mode === 'note' ? 'note' : 'outbound'}
      data-state={out.state}
    >
      <div className={`bubble ${out.state === 'failed' ? 'failed' : ''}`}>
        {out.mode === 'note' ? (
          <div className="from">
            <Icon name="lock" size={14} />
            <span className="name">{t('note.title')}</span>
            <span>{t('note.hint')}</span>
          </div>
        ) : null}
        <div className="words">{out.text}</div>
        {out.files.map((file) => (
          <span className="file" key={file.id}>
            <Icon name="file" size={16} />
            <span className="ellipsis">{file.name}</span>
          </span>
        ))}
        <div className="foot">
          {out.state === 'held' ? <span>{t('outbox.held', { age: durationOf(Date.now() - out.writtenAt, language) })}</span> : null}
          {out.state === 'failed' ? <span className="danger">{out.reason}</span> : null}
          {stuck ? (
            <button type="button" className="link-button small" onClick={() => sendAgain(out.key)}>
              {out.state === 'held' ? t('outbox.sendNow') : t('act.retry')}
            </button>
          ) : null}
          {stuck ? (
            <button type="button" className="link-button small" onClick={() => discard(out.key)}>
              {t('outbox.discard')}
            </button>
          ) : null}
          {stuck ? null : <span>{out.state === 'sending' ? `↑ ${t('delivery.sending')}` : `◌ ${t('delivery.queued')}`}</span>}
        </div>
      </div>
    </article>
  );
}
