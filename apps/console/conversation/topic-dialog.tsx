// Changing what the ticket is about and what kind it is.
import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { TicketKind } from '#libs/contract/tickets.js';
import { ticketsApi } from '../api/tickets.adapter.js';
import type { DialogProps } from '../chrome/dialog-host.js';
import { Frame } from '../chrome/frame.js';
import { useKeyed } from '../live/hooks.js';
import { keepTickets, tickets } from '../live/tickets.store.js';
import { useTexts } from '../texts/language.store.js';
import { TopicSelect } from './topic-select.js';

const KINDS: TicketKind[] = ['request', 'statement', 'proposal', 'complaint'];

export function TopicDialog({ ticketId }: DialogProps) {
  const { t } = useTexts();
  const ticket = useKeyed(tickets, ticketId);
  const [topic, setTopic] = useState<string | null>(ticket?.topic?.code ?? null);
  const [kind, setKind] = useState<TicketKind>(ticket?.kind ?? 'request');
  if (!ticket) return null;
  const run = async (): Promise<void> => {
    const patch = { ...(topic && topic !== ticket.topic?.code ? { topic } : {}), ...(kind !== ticket.kind ? { kind } : {}) };
    if (Object.keys(patch).length > 0) keepTickets([await ticketsApi.patch(ticket.id, patch)]);
  };
  return (
    <Frame title={t('act.topic')} verb={t('act.save')} testId="topic-dialog" run={run}>
      {ticket.topic && ticket.topic.by === 'machine' ? (
        <p className="quiet small">
          {t(ticket.topic.sure ? 'topic.sure' : 'topic.unsure', { n: Math.round(ticket.topic.confidence * 100) })}
        </p>
      ) : null}
      <TopicSelect first value={topic} choose={setTopic} testId="topic-choice" />
      <NativeSelect
        label={t('ticket.kind')}
        data={KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
        value={kind}
        onChange={(e) => setKind(e.currentTarget.value as TicketKind)}
      />
    </Frame>
  );
}
