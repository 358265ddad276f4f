// C-reception: registering a visitor with the keyboard alone; phone first, the client found while typing.
import { Button, Checkbox, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ClientRow } from '#libs/contract/clients.js';
import type { ClientCategory, TicketKind, TicketView } from '#libs/contract/tickets.js';
import { sentence } from '../api/http.adapter.js';
import { type TicketDraft, ticketsApi } from '../api/tickets.adapter.js';
import { uuid } from '../api/uuid.js';
import { CATEGORIES } from '../client/category.js';
import { ClientLine, useFoundClients } from '../client/client-search.js';
import { TopicSelect } from '../conversation/topic-select.js';
import { useCell } from '../live/hooks.js';
import { channels, queues, topics } from '../live/office.store.js';
import { keepTickets } from '../live/tickets.store.js';
import { go } from '../session/route.store.js';
import { numberTail } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { readFirstField, tidyName } from './person-name.js';
import './reception.css';
import { Slip } from './slip.js';

const KINDS: TicketKind[] = ['request', 'statement', 'proposal', 'complaint'];

interface Form {
  find: string;
  client: ClientRow | null;
  name: string;
  phone: string;
  email: string;
  category: ClientCategory;
  topic: string | null;
  kind: TicketKind;
  text: string;
  queue: string | null;
  collective: boolean;
  count: string;
  contact: string;
  print: boolean;
}
const BLANK: Form = { find: '', client: null, name: '', phone: '', email: '', category: 'applicant', topic: null, kind: 'request', text: '', queue: null, collective: false, count: '2', contact: '', print: true };

/** What the server is asked to register. Silent fields are left to its rules. */
function draftOf(form: Form, channel: string | undefined): TicketDraft {
  const fresh = { name: tidyName(form.name), category: form.category, ...(form.phone ? { phone: form.phone } : {}), ...(form.email ? { email: form.email } : {}) };
  return {
    client: form.client ? { id: form.client.id } : fresh,
    topic: form.topic!,
    kind: form.kind,
    text: form.text.trim(),
    ...(form.queue ? { queue: form.queue } : {}),
    ...(channel ? { channel } : {}),
    ...(form.collective ? { collective: { count: Number(form.count), contact: form.contact.trim() } } : {}),
  };
}

type Change = (fields: Partial<Form>) => void;

/** The first field and what it finds; Enter takes the first, Ctrl+Enter goes on with a new client. */
function Finder({ form, change }: { form: Form; change: Change }) {
  const { t } = useTexts();
  const { rows } = useFoundClients(form.client ? '' : form.find);
  const [active, setActive] = useState(0);
  const at = Math.min(active, Math.max(0, rows.length - 1));
  const take = (row: ClientRow): void => {
    change({ client: row, category: row.category });
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid=reception-topic]')?.focus());
  };
  const keys = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && rows.length > 0) {
      event.preventDefault();
      setActive((at + by + rows.length) % rows.length);
    }
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    if (rows[at]) take(rows[at]);
    else document.querySelector<HTMLElement>('[data-testid=reception-name]')?.focus();
  };
  const type = (text: string): void => {
    setActive(0);
    const read = readFirstField(text);
    change({ find: text, ...(read.phone ? { phone: read.phone } : {}), ...(read.email ? { email: read.email } : {}), ...(read.name ? { name: read.name } : {}) });
  };
  if (form.client)
    return (
      <div className="choice" aria-selected="true" data-testid="reception-client">
        <ClientLine row={form.client} />
        <button type="button" className="link-button" onClick={() => change({ client: null })}>{t('act.change')}</button>
      </div>
    );
  return (
    <div>
      <TextInput size="md" label={t('reception.find')} data-testid="reception-find" autoFocus autoComplete="off" value={form.find} onKeyDown={keys} onChange={(e) => type(e.currentTarget.value)} />
      {rows.length > 0 ? <div className="choices" role="listbox" aria-label={t('client.found')} style={{ marginTop: 4 }}>{rows.slice(0, 6).map((row, i) => <button key={row.id} type="button" role="option" tabIndex={-1} className="choice" aria-selected={i === at} data-testid="reception-option" onClick={() => take(row)}><ClientLine row={row} /></button>)}</div> : null}
    </div>
  );
}

function NewClientFields({ form, change }: { form: Form; change: Change }) {
  const { t } = useTexts();
  return (
    <>
      <TextInput label={t('reception.name')} required data-testid="reception-name" autoComplete="off" value={form.name} onChange={(e) => change({ name: e.currentTarget.value })} onBlur={() => change({ name: tidyName(form.name) })} />
      <div className="pair">
        <TextInput label={t('reception.phone')} data-testid="reception-phone" autoComplete="off" inputMode="tel" value={form.phone} onChange={(e) => change({ phone: e.currentTarget.value })} />
        <TextInput label={t('reception.email')} data-testid="reception-email" autoComplete="off" value={form.email} onChange={(e) => change({ email: e.currentTarget.value })} />
      </div>
      <Radio.Group label={t('client.category')} value={form.category} onChange={(next) => change({ category: next as ClientCategory })} data-testid="reception-category">
        <div className="radio-line">{CATEGORIES.map((one) => <Radio key={one} value={one} label={t(`category.${one}`)} />)}</div>
      </Radio.Group>
    </>
  );
}

/** Where the ticket will go, as far as the topic tells. */
function Aside({ form, change }: { form: Form; change: Change }) {
  const { t, language } = useTexts();
  const lines = useCell(queues);
  const topic = useCell(topics).find((one) => one.code === form.topic);
  const usual = lines.find((one) => one.code === topic?.queue);
  return (
    <aside className="card stack">
      <h2>{t('reception.route')}</h2>
      {form.client?.owner ? <p>{t('reception.owner')}<br /><span className="strong">{form.client.owner.name}</span></p> : null}
      <p>{topic ? <>{topic[language]}<br /><span className="strong">{usual?.name ?? topic.queue}</span>{usual ? <span className="quiet small"> · {t('transfer.queueWaits', { n: usual.waiting })}</span> : null}</> : <span className="quiet">{t('reception.chooseTopic')}</span>}</p>
      <Select label={t('reception.queue')} clearable data-testid="reception-queue" placeholder={t('reception.byTopic')} data={lines.filter((one) => one.active).map((one) => ({ value: one.code, label: one.name }))} value={form.queue} onChange={(queue) => change({ queue })} />
      <Checkbox label={t('reception.print')} checked={form.print} onChange={(e) => change({ print: e.currentTarget.checked })} />
    </aside>
  );
}

function Done({ ticket, again, sameClient }: { ticket: TicketView; again: () => void; sameClient: () => void }) {
  const { t } = useTexts();
  return (
    <section className="card stack" role="status" data-testid="reception-done" data-number={ticket.number}>
      <p className="quiet">{t('reception.registered')}</p>
      <p className="big-number" data-testid="reception-number">{numberTail(ticket.number)}</p>
      <p>{ticket.number} · {ticket.client.name}<br /><span className="quiet">{ticket.assignee?.name ?? ticket.queue?.name ?? ''}</span></p>
      <div className="row wrap">
        <Button autoFocus data-testid="reception-next" onClick={again}>{t('reception.next')}</Button>
        <Button variant="default" data-testid="reception-print" onClick={() => window.print()}>{t('reception.printAgain')}</Button>
        <Button variant="default" onClick={sameClient}>{t('reception.same')}</Button>
        <Button variant="default" onClick={() => go({ screen: 'inbox', id: ticket.id, filter: {} })}>{t('reception.open')}</Button>
      </div>
    </section>
  );
}

function missingIn(form: Form): 'reception.needsClient' | 'fulfil.needsTopic' | 'newTicket.needsText' | 'reception.needsCollective' | null {
  if (!form.client && !form.name.trim()) return 'reception.needsClient';
  if (!form.topic) return 'fulfil.needsTopic';
  if (!form.text.trim()) return 'newTicket.needsText';
  if (form.collective && (!(Number(form.count) >= 2) || !form.contact.trim())) return 'reception.needsCollective';
  return null;
}

export function ReceptionScreen() {
  const { t } = useTexts();
  const [form, setForm] = useState<Form>(BLANK);
  const [done, setDone] = useState<TicketView | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef(uuid());
  const visit = useCell(channels).find((one) => one.descriptor.turns === 'visit')?.descriptor.id;
  const change: Change = useMemo(() => (fields) => setForm((now) => ({ ...now, ...fields })), []);
  useEffect(() => {
    if (done && form.print) window.print();
    // The slip is printed once, when the ticket is there.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [done]);
  const submit = async (): Promise<void> => {
    const missing = missingIn(form);
    if (missing) return setFault(t(missing));
    setBusy(true);
    setFault(null);
    try {
      const ticket = await ticketsApi.register(draftOf(form, visit), key.current);
      keepTickets([ticket]);
      key.current = uuid();
      setDone(ticket);
    } catch (error) {
      setFault(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const again = (keep: Partial<Form> = {}): void => {
    setDone(null);
    setForm({ ...BLANK, print: form.print, ...keep });
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
  };
  if (done)
    return (
      <div className="page">
        <header><h1>{t('nav.reception')}</h1></header>
        <Done ticket={done} again={() => again()} sameClient={() => again({ client: form.client, name: form.name, phone: form.phone, email: form.email, category: form.category })} />
        <Slip ticket={done} />
      </div>
    );
  return (
    <div className="page" data-testid="reception">
      <header><h1>{t('nav.reception')}</h1><span className="quiet wide-only">{t('reception.keys')}</span></header>
      <div className="reception">
        <form className="card" onKeyDown={keys} onSubmit={(event) => { event.preventDefault(); void submit(); }} noValidate>
          <Finder form={form} change={change} />
          {form.client ? null : <NewClientFields form={form} change={change} />}
          <TopicSelect required value={form.topic} choose={(topic) => change({ topic })} testId="reception-topic" />
          <Radio.Group label={t('ticket.kind')} value={form.kind} onChange={(next) => change({ kind: next as TicketKind })} data-testid="reception-kind">
            <div className="radio-line">{KINDS.map((one) => <Radio key={one} value={one} label={t(`kind.${one}`)} />)}</div>
          </Radio.Group>
          <Textarea label={t('reception.text')} required autosize minRows={3} maxRows={10} data-testid="reception-text" value={form.text} onChange={(e) => change({ text: e.currentTarget.value })} />
          <Checkbox label={t('reception.collective')} checked={form.collective} onChange={(e) => change({ collective: e.currentTarget.checked })} />
          {form.collective ? <div className="pair"><TextInput label={t('reception.count')} inputMode="numeric" value={form.count} onChange={(e) => change({ count: e.currentTarget.value.replace(/\D/g, '') })} /><TextInput label={t('reception.contact')} value={form.contact} onChange={(e) => change({ contact: e.currentTarget.value })} /></div> : null}
          {fault ? <p className="fault" role="alert">{fault}</p> : null}
          <div className="row wrap end"><Button type="submit" size="md" loading={busy} data-testid="reception-save">{form.print ? t('reception.saveAndPrint') : t('reception.save')} <kbd className="wide-only" style={{ marginLeft: 8 }}>Ctrl ↵</kbd></Button></div>
        </form>
        <Aside form={form} change={change} />
      </div>
    </div>
  );
}
