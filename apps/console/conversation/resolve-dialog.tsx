// C5 Fulfil: result, topic, kind, and what the client was told (003 §3.5, §3.6).
import { NativeSelect, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { NewResolution, TicketKind, TicketResult, TicketView } from '#libs/contract/tickets.js';
import type { DialogProps } from '../chrome/dialog-host.js';
import { Frame } from '../chrome/frame.js';
import { useCell, useKeyed } from '../live/hooks.js';
import { channels } from '../live/office.store.js';
import { tickets } from '../live/tickets.store.js';
import { numberTail, timeOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { resolveTicket } from './acts.js';
import { conversations } from './messages.store.js';
import { type Told, alreadyTold } from './told.js';
import { TopicSelect } from './topic-select.js';

const RESULTS: TicketResult[] = ['explained', 'solved', 'refused', 'redirected', 'no_contact', 'self_service'];
const KINDS: TicketKind[] = ['request', 'statement', 'proposal', 'complaint'];
/** Results for which nobody could be told anything. */
const UNTOLD: TicketResult[] = ['no_contact', 'self_service'];

function ToldPart({
  told,
  words,
  setWords,
  channel,
  setChannel,
}: {
  told: Told | null;
  words: string;
  setWords: (words: string) => void;
  channel: string;
  setChannel: (channel: string) => void;
}) {
  const { t, language } = useTexts();
  const known = useCell(channels);
  const own = told ? known.find((one) => one.descriptor.id === told.channel)?.descriptor.label[language] : null;
  if (told)
    return (
      <p className="row">
        <span style={{ color: 'var(--success)' }}>✓</span> {t('fulfil.told')}:{' '}
        {t('fulfil.yourAnswer', { time: timeOf(told.at, language), channel: own ?? told.channel })}
      </p>
    );
  return (
    <>
      <p className="strong">{t('fulfil.notTold')}</p>
      <Textarea
        label={t('fulfil.words')}
        description={t('fulfil.wordsHint')}
        autosize
        minRows={2}
        maxRows={6}
        data-testid="told-text"
        value={words}
        onChange={(e) => setWords(e.currentTarget.value)}
      />
      <NativeSelect
        label={t('fulfil.channel')}
        data-testid="told-channel"
        data={known.map((one) => ({ value: one.descriptor.id, label: one.descriptor.label[language] }))}
        value={channel}
        onChange={(e) => setChannel(e.currentTarget.value)}
      />
    </>
  );
}

function Form({ ticket }: { ticket: TicketView }) {
  const { t } = useTexts();
  const known = useKeyed(conversations, ticket.id);
  const told = alreadyTold(ticket, known?.messages ?? []);
  const [result, setResult] = useState<TicketResult>('explained');
  const [topic, setTopic] = useState<string | null>(ticket.topic?.code ?? null);
  const [kind, setKind] = useState<TicketKind>(ticket.kind);
  const [words, setWords] = useState('');
  const [channel, setChannel] = useState(ticket.channel);
  const toldBody = (): NewResolution['told'] => {
    if (told) return { channel: told.channel, ...(told.messageId ? { messageId: told.messageId } : {}), at: told.at };
    return words.trim() ? { channel, text: words.trim() } : undefined;
  };
  const run = (): Promise<void> => {
    const said = toldBody();
    return resolveTicket(ticket.id, { result, kind, ...(topic ? { topic } : {}), ...(said ? { told: said } : {}) });
  };
  return (
    <Frame
      title={t('fulfil.title', { number: numberTail(ticket.number) })}
      verb={t('act.resolve')}
      testId="resolve-dialog"
      missing={topic === null ? t('fulfil.needsTopic') : null}
      run={run}
    >
      <TopicSelect required value={topic} choose={setTopic} testId="resolve-topic" />
      <Radio.Group label={t('fulfil.result')} value={result} onChange={(next) => setResult(next as TicketResult)} required>
        <div className="stack tight" style={{ marginTop: 4 }}>
          {RESULTS.map((one) => (
            <Radio key={one} value={one} label={t(`result.${one}`)} data-testid={`result-${one}`} />
          ))}
        </div>
      </Radio.Group>
      <NativeSelect
        label={t('ticket.kind')}
        data={KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
        value={kind}
        onChange={(e) => setKind(e.currentTarget.value as TicketKind)}
      />
      {UNTOLD.includes(result) ? null : (
        <ToldPart told={told} words={words} setWords={setWords} channel={channel} setChannel={setChannel} />
      )}
    </Frame>
  );
}

export function ResolveDialog({ ticketId }: DialogProps) {
  const ticket = useKeyed(tickets, ticketId);
  return ticket ? <Form ticket={ticket} /> : null;
}
