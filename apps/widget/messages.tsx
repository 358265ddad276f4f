// The conversation: bubbles, marks in words, files, and what is still on its way.
import { useEffect, useRef } from 'preact/hooks';
import type { ChatMessage } from '#libs/contract/events.js';
import type { Chat } from './chat.js';
import { Icon } from './icons.js';
import type { Pending } from './thread.js';
import { type Language, pieces, type Say, size, time } from './texts.js';

interface Props {
  chat: Chat;
  say: Say;
  language: Language;
}

export function Messages({ chat, say, language }: Props) {
  const { messages, outbox } = chat.thread;
  const log = useRef<HTMLDivElement>(null);
  const last = `${messages.at(-1)?.id}${outbox.at(-1)?.key}${chat.typing}${chat.shown}`;
  const shownLast = useRef('');
  useEffect(() => {
    if (shownLast.current === last) return;
    shownLast.current = last;
    toEnd(log.current);
  });
  useEffect(() => keepEnd(log.current!), []);
  const now = new Date();
  const author = (message: ChatMessage) => message.author ?? say(message.from === 'machine' ? 'machine' : 'staff');
  const follows = (i: number) => i > 0 && messages[i - 1]!.from === messages[i]!.from && messages[i - 1]!.author === messages[i]!.author;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <div ref={log} class="messages" role="log" aria-live="off" aria-label={say('messages')} tabIndex={0}>
      <p class="greeting">{chat.settings?.look.greeting}</p>
      <ol>
        {messages.map((message, i) => (
          <li key={message.key ?? message.id} class={`bubble ${message.from}`}>
            {message.from === 'me' ? <span class="aside">{say('you')}</span> : !follows(i) && <span class="author">{author(message)}</span>}
            <Words text={message.text} />
            {message.files.map((file) => (
              <File key={file.name + file.size} {...file} say={say} language={language} />
            ))}
            <span class="meta">
              <time dateTime={message.at}>{time(new Date(message.at), now, language)}</time>
              {message.from === 'me' && <Mark state={message.state ?? 'stored'} say={say} />}
            </span>
          </li>
        ))}
        {outbox.map((pending) => (
          <Waiting key={pending.key} pending={pending} chat={chat} say={say} language={language} />
        ))}
      </ol>
      {chat.typing && <p class="typing">{say('typing')}</p>}
    </div>
  );
}

const toEnd = (log: HTMLElement | null): void => log?.scrollTo({ top: log.scrollHeight });

/** A notice, a keyboard or chosen files make the log lower: who was at its end stays there. */
function keepEnd(log: HTMLElement): () => void {
  let atEnd = true;
  const look = () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  };
  const observer = new ResizeObserver(() => atEnd && toEnd(log));
  log.addEventListener('scroll', look, { passive: true });
  observer.observe(log);
  return () => {
    log.removeEventListener('scroll', look);
    observer.disconnect();
  };
}

function Waiting({ pending, chat, say, language }: Props & { pending: Pending }) {
  return (
    <li class="bubble me waiting">
      <span class="aside">{say('you')}</span>
      <Words text={pending.text} />
      {pending.files.map((file) => (
        <File key={file.file} name={file.name} size={file.size} url="" say={say} language={language} />
      ))}
      {pending.refused === undefined ? (
        <span class="meta">
          <Icon name="wait" />
          {say(chat.link === 'online' ? 'sending' : 'queued')}
        </span>
      ) : (
        <span class="meta refused">
          <Icon name="failed" />
          <span>
            {say('failed')}: {pending.refused}
          </span>
          <button type="button" onClick={() => chat.retry(pending)}>
            {say('retry')}
          </button>
          <button type="button" onClick={() => chat.remove(pending)}>
            {say('remove')}
          </button>
        </span>
      )}
    </li>
  );
}

function Mark({ state, say }: { state: 'stored' | 'seen'; say: Say }) {
  return (
    <span class="mark" title={say(state)}>
      <Icon name={state} />
      <span class="aside">{say(state)}</span>
    </span>
  );
}

function Words({ text }: { text: string }) {
  if (!text) return null;
  return (
    <p class="words" dir="auto">
      {pieces(text).map((piece) =>
        piece.href ? (
          <a key={piece.at} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </p>
  );
}

interface FileProps {
  name: string;
  size: number;
  url: string;
  say: Say;
  language: Language;
}

function File({ name, size: bytes, url, say, language }: FileProps) {
  const label = (
    <>
      <Icon name="file" />
      <span class="name">{name}</span>
      <span class="bytes">{size(bytes, language)}</span>
    </>
  );
  // own files have no link until the server's copy arrives
  if (!url) return <span class="file">{label}</span>;
  return (
    <a class="file" href={url} download={name}>
      {label}
      <span class="aside">{say('download')}</span>
    </a>
  );
}
