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
import { type TextKey, useTexts } from '../texts/language.store.js';
import { refreshShown } from './lists.store.js';

const KINDS: TicketKind[] = ['request', 'statement', 'proposal', 'complaint'];

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

interface Form {
  client: ClientRow | null;
  typed: string;
  contact: string;
  channelId: string | null;
  topic: string | null;
  kind: TicketKind;
  subject: string;
  text: string;
}
const BLANK: Form = { client: null, typed: '', contact: '', channelId: null, topic: null, kind: 'request', subject: '', text: '' };

function missingIn({ client, typed, topic, text }: Form): TextKey | null {
  if (!client && !typed.trim()) return 'newTicket.needsClient';
  if (!topic) return 'fulfil.needsTopic';
  return text.trim() ? null : 'newTicket.needsText';
}

const draftOf = (form: Form, channel: string | undefined): TicketDraft => ({
  client: form.client ? { id: form.client.id } : newcomer(form.typed, form.contact),
  topic: form.topic ?? '',
  kind: form.kind,
  text: form.text.trim(),
  outgoing: true,
  ...(channel ? { channel } : {}),
  ...(form.subject.trim() ? { subject: form.subject.trim() } : {}),
});

/** Registers under one key, so that a repeated press makes no second ticket; a refused draft gets a new key. */
function useRegistering(): (draft: TicketDraft) => Promise<void> {
  const { t } = useTexts();
  const key = useRef(uuid());
  return async (draft) => {
    const ticket = await ticketsApi.register(draft, key.current).catch((error: unknown) => {
      if (isDefinite(error)) key.current = uuid();
      throw error;
    });
    if (isWhole(ticket)) keepTickets([ticket]);
    void refreshShown();
    toast(t('newTicket.done', { number: numberTail(ticket.number) }));
    if (isWhole(ticket)) go({ screen: 'inbox', id: ticket.id });
  };
}

interface FieldsProps {
  form: Form;
  change: (fields: Partial<Form>) => void;
  known: ChannelView[];
  channel: ChannelView | undefined;
}

/** Through which channel, about what, and the words themselves. */
function LetterFields({ form, change, known, channel }: FieldsProps) {
  const { t, language } = useTexts();
  return (
    <>
      <NativeSelect
        label={t('newTicket.channel')}
        data={known.map((one) => ({ value: one.descriptor.id, label: one.descriptor.label[language] }))}
        value={channel?.descriptor.id ?? ''}
        onChange={(e) => change({ channelId: e.currentTarget.value })}
      />
      <TopicSelect required value={form.topic} choose={(topic) => change({ topic })} testId="new-ticket-topic" />
      <NativeSelect
        label={t('ticket.kind')}
        data={KINDS.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
        value={form.kind}
        onChange={(e) => change({ kind: e.currentTarget.value as TicketKind })}
      />
      {channel?.descriptor.turns === 'letter' ? (
        <TextInput
          label={t('newTicket.subject')}
          maxLength={500}
          value={form.subject}
          onChange={(e) => change({ subject: e.currentTarget.value })}
        />
      ) : null}
      <Textarea
        label={t('newTicket.text')}
        required
        autosize
        minRows={4}
        maxRows={12}
        data-testid="new-ticket-text"
        value={form.text}
        onChange={(e) => change({ text: e.currentTarget.value })}
      />
    </>
  );
}

export function NewTicketDialog({ clientId }: DialogProps) {
  const { t } = useTexts();
  const register = useRegistering();
  const known = ways(useCell(channels));
  const [form, setForm] = useState(BLANK);
  const change = (fields: Partial<Form>): void => setForm((now) => ({ ...now, ...fields }));
  useEffect(() => {
    if (clientId)
      rowOf(clientId)
        .then((client) => setForm((now) => ({ ...now, client })))
        .catch(() => undefined);
  }, [clientId]);
  const channel = known.find((one) => one.descriptor.id === form.channelId) ?? known[0];
  const missing = missingIn(form);
  return (
    <Frame
      title={t('newTicket.title')}
      verb={t('newTicket.verb')}
      testId="new-ticket-dialog"
      size="lg"
      missing={missing ? t(missing) : null}
      run={() => register(draftOf(form, channel?.descriptor.id))}
    >
      <ClientSearch chosen={form.client} choose={(client) => change({ client })} typed={(typed) => change({ typed })} autoFocus />
      {!form.client && form.typed.trim().length > 1 ? (
        <TextInput label={t('newTicket.contact')} value={form.contact} onChange={(e) => change({ contact: e.currentTarget.value })} />
      ) : null}
      <LetterFields form={form} change={change} known={known} channel={channel} />
    </Frame>
  );
}
