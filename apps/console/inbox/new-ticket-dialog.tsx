// C8 A new outgoing ticket: whom we write to, through which channel, about what; or a call.
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ChannelView } from '#libs/contract/staff.js';
import type { ClientRow } from '#libs/contract/clients.js';
import type { TicketKind } from '#libs/contract/tickets.js';
import { clientsApi } from '../api/clients.adapter.js';
import { isDefinite } from '../api/http.adapter.js';
import { isWhole, type TicketDraft, ticketsApi } from '../api/tickets.adapter.js';
import { uuid } from '../api/uuid.js';
import type { DialogProps } from '../chrome/dialog-host.js';
import { Frame } from '../chrome/frame.js';
import { toast } from '../chrome/toast.js';
import { ClientSearch } from '../client/client-search.js';
import { TopicSelect } from '../conversation/topic-select.js';
import { useCell } from '../live/hooks.js';
import { channels } from '../live/office.store.js';
import { keepTickets } from '../live/tickets.store.js';
import { go } from '../session/route.store.js';
import { numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { refreshShown } from './lists.store.js';

/** Channels in which we may write first; calls begin from a client's phone beside a ticket. */
const ways = (known: ChannelView[]): ChannelView[] => known.filter((one) => one.descriptor.starts === 'message');

async function rowOf(clientId: string): Promise<ClientRow> {
  const view = await clientsApi.one(clientId);
  const value = (kind: string): string | null => view.identities.find((one) => one.kind === kind)?.value ?? null;
  return {
    id: view.id,
    name: view.name,
    category: view.category,
    provisional: view.provisional,
    owner: view.owner,
    openTickets: view.history.open,
    phone: value('phone'),
    email: view.identities.find((one) => one.value.includes('@'))?.value ?? null,
  };
}

/** A client without a card: one contact, told apart by its @. */
function newcomer(name: string, contact: string): TicketDraft['client'] {
  const value = contact.trim();
  return { name: name.trim(), category: 'other', ...(value ? (value.includes('@') ? { email: value } : { phone: value }) : {}) };
}

export function NewTicketDialog({ clientId }: DialogProps) {
  const { t, language } = useTexts();
  const key = useRef(uuid());
  const known = ways(useCell(channels));
  const [client, setClient] = useState<ClientRow | null>(null);
  const [typed, setTyped] = useState('');
  const [contact, setContact] = useState('');
  const [channelId, setChannelId] = useState<string | null>(null);
  const [topic, setTopic] = useState<string | null>(null);
  const [kind, setKind] = useState<TicketKind>('request');
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  useEffect(() => {
    if (clientId)
      rowOf(clientId)
        .then(setClient)
        .catch(() => undefined);
  }, [clientId]);
  const channel = known.find((one) => one.descriptor.id === channelId) ?? known[0];
  const missing =
    !client && !typed.trim() ? 'newTicket.needsClient' : !topic ? 'fulfil.needsTopic' : !text.trim() ? 'newTicket.needsText' : null;
  const run = async (): Promise<void> => {
    const draft = {
      client: client ? { id: client.id } : newcomer(typed, contact),
      topic: topic ?? '',
      kind,
      text: text.trim(),
      outgoing: true,
      ...(channel ? { channel: channel.descriptor.id } : {}),
      ...(subject.trim() ? { subject: subject.trim() } : {}),
    };
    const ticket = await ticketsApi.register(draft, key.current).catch((error: unknown) => {
      if (isDefinite(error)) key.current = uuid();
      throw error;
    });
    if (isWhole(ticket)) keepTickets([ticket]);
    void refreshShown();
    toast(t('newTicket.done', { number: numberTail(ticket.number) }));
    if (isWhole(ticket)) go({ screen: 'inbox', id: ticket.id });
  };
  return (
    <Frame
      title={t('newTicket.title')}
      verb={t('newTicket.verb')}
      testId="new-ticket-dialog"
      size="lg"
      missing={missing ? t(missing) : null}
      run={run}
    >
      <ClientSearch chosen={client} choose={setClient} typed={setTyped} autoFocus />
      {!client && typed.trim().length > 1 ? (
        <TextInput label={t('newTicket.contact')} value={contact} onChange={(e) => setContact(e.currentTarget.value)} />
      ) : null}
      <NativeSelect
        label={t('newTicket.channel')}
        data={known.map((one) => ({ value: one.descriptor.id, label: one.descriptor.label[language] }))}
        value={channel?.descriptor.id ?? ''}
        onChange={(e) => setChannelId(e.currentTarget.value)}
      />
      <TopicSelect required value={topic} choose={setTopic} testId="new-ticket-topic" />
      <NativeSelect
        label={t('ticket.kind')}
        data={(['request', 'statement', 'proposal', 'complaint'] as const).map((one) => ({ value: one, label: t(`kind.${one}`) }))}
        value={kind}
        onChange={(e) => setKind(e.currentTarget.value as TicketKind)}
      />
      {channel?.descriptor.turns === 'letter' ? (
        <TextInput label={t('newTicket.subject')} maxLength={500} value={subject} onChange={(e) => setSubject(e.currentTarget.value)} />
      ) : null}
      <Textarea
        label={t('newTicket.text')}
        required
        autosize
        minRows={4}
        maxRows={12}
        data-testid="new-ticket-text"
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
      />
    </Frame>
  );
}
