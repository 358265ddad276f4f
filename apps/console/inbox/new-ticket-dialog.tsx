// C8 A new outgoing ticket: whom we write to, through which channel, about what; or a call.
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ChannelView } from '#libs/contract/staff.js';
import type { ClientRow } from '#libs/contract/clients.js';
import type { TicketKind } from '#libs/contract/tickets.js';
import { clientsApi } from '../api/clients.adapter.js';
import { deskApi } from '../api/desk.adapter.js';
import { ticketsApi } from '../api/tickets.adapter.js';
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

/** Channels in which we may speak first. */
const ways = (known: ChannelView[]): ChannelView[] => known.filter((one) => one.descriptor.starts !== 'none');

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
  const calling = channel?.descriptor.starts === 'call';
  const isAddress = contact.includes('@');
  const someone = client
    ? { id: client.id }
    : {
        name: typed.trim(),
        category: 'other' as const,
        ...(contact.trim() ? (isAddress ? { email: contact.trim() } : { phone: contact.trim() }) : {}),
      };
  const phone = client?.phone ?? (isAddress ? '' : contact.trim());
  const missing =
    !client && !typed.trim()
      ? t('newTicket.needsClient')
      : calling
        ? phone
          ? null
          : t('newTicket.needsPhone')
        : !topic
          ? t('fulfil.needsTopic')
          : !text.trim()
            ? t('newTicket.needsText')
            : null;
  const run = async (): Promise<void> => {
    if (calling) {
      await deskApi.callBack({ phone });
      return toast(t('call.begun'));
    }
    const ticket = await ticketsApi.register(
      {
        client: someone,
        topic: topic!,
        kind,
        text: text.trim(),
        outgoing: true,
        ...(channel ? { channel: channel.descriptor.id } : {}),
        ...(subject.trim() ? { subject: subject.trim() } : {}),
      },
      key.current,
    );
    keepTickets([ticket]);
    void refreshShown();
    toast(t('newTicket.done', { number: numberTail(ticket.number) }));
    go({ screen: 'inbox', id: ticket.id });
  };
  return (
    <Frame
      title={t('newTicket.title')}
      verb={calling ? t('call.verb') : t('newTicket.verb')}
      testId="new-ticket-dialog"
      size="lg"
      missing={missing}
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
      {calling ? <p className="quiet">{t('call.explain')}</p> : null}
      {calling ? null : <TopicSelect required value={topic} choose={setTopic} testId="new-ticket-topic" />}
      {calling ? null : (
        <NativeSelect
          label={t('ticket.kind')}
          data={(['request', 'statement', 'proposal', 'complaint'] as const).map((one) => ({ value: one, label: t(`kind.${one}`) }))}
          value={kind}
          onChange={(e) => setKind(e.currentTarget.value as TicketKind)}
        />
      )}
      {!calling && channel?.descriptor.turns === 'letter' ? (
        <TextInput label={t('newTicket.subject')} maxLength={500} value={subject} onChange={(e) => setSubject(e.currentTarget.value)} />
      ) : null}
      {calling ? null : (
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
      )}
    </Frame>
  );
}
