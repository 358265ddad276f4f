// C-reception: registering a visitor with the keyboard alone; phone first, the client found while typing.
import { Button, Checkbox, Radio, Textarea, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { TicketKind } from '#libs/contract/tickets.js';
import { isDefinite, sentence } from '../api/http.adapter.js';
import { isWhole, ticketsApi } from '../api/tickets.adapter.js';
import { uuid } from '../api/uuid.js';
import { TopicSelect } from '../conversation/topic-select.js';
import { useCell } from '../live/hooks.js';
import { channels, topics } from '../live/office.store.js';
import { keepTickets } from '../live/tickets.store.js';
import { useTexts } from '../texts/language.store.js';
import { Done } from './done.js';
import { Finder } from './finder.js';
import { BLANK, type Change, type Form, draftOf, missingIn } from './form.js';
import { type Paper, paperOf } from './paper.js';
import './reception.css';
import { Slip } from './slip.js';
import { Aside, NewClientFields } from './visitor.js';

const KINDS: TicketKind[] = ['request', 'statement', 'proposal', 'complaint'];

export function ReceptionScreen() {
  const { t, language } = useTexts();
  const [form, setForm] = useState<Form>(BLANK);
  const [done, setDone] = useState<Paper | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useRef(uuid());
  const visit = useCell(channels).find((one) => one.descriptor.turns === 'visit')?.descriptor.id;
  const topicName = useCell(topics).find((one) => one.code === form.topic)?.[language] ?? '';
  const change: Change = useMemo(() => (fields) => setForm((now) => ({ ...now, ...fields })), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the slip is printed once, when the ticket is there
  useEffect(() => {
    if (done && form.print) window.print();
  }, [done]);
  const submit = async (): Promise<void> => {
    const missing = missingIn(form);
    setFault(missing ? t(missing) : null);
    if (missing) return;
    setBusy(true);
    try {
      const ticket = await ticketsApi.register(draftOf(form, visit), key.current);
      if (isWhole(ticket)) keepTickets([ticket]);
      key.current = uuid();
      setDone(paperOf(ticket, form, topicName));
    } catch (error) {
      if (isDefinite(error)) key.current = uuid();
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
        <header>
          <h1>{t('nav.reception')}</h1>
        </header>
        <Done
          paper={done}
          again={() => again()}
          sameClient={() => again({ client: form.client, name: form.name, phone: form.phone, email: form.email, category: form.category })}
        />
        <Slip paper={done} />
      </div>
    );
  return (
    <div className="page" data-testid="reception">
      <header>
        <h1>{t('nav.reception')}</h1>
        <span className="quiet wide-only">{t('reception.keys')}</span>
      </header>
      <div className="reception">
        <form
          className="card"
          onKeyDown={keys}
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
          noValidate
        >
          <Finder form={form} change={change} />
          {form.client ? null : <NewClientFields form={form} change={change} />}
          <TopicSelect required value={form.topic} choose={(topic) => change({ topic })} testId="reception-topic" />
          <Radio.Group
            label={t('ticket.kind')}
            value={form.kind}
            onChange={(next) => change({ kind: next as TicketKind })}
            data-testid="reception-kind"
          >
            <div className="radio-line">
              {KINDS.map((one) => (
                <Radio key={one} value={one} label={t(`kind.${one}`)} />
              ))}
            </div>
          </Radio.Group>
          <Textarea
            label={t('reception.text')}
            required
            autosize
            minRows={3}
            maxRows={10}
            data-testid="reception-text"
            value={form.text}
            onChange={(e) => change({ text: e.currentTarget.value })}
          />
          <Checkbox
            label={t('reception.collective')}
            checked={form.collective}
            onChange={(e) => change({ collective: e.currentTarget.checked })}
          />
          {form.collective ? (
            <div className="pair">
              <TextInput
                label={t('reception.count')}
                inputMode="numeric"
                value={form.count}
                onChange={(e) => change({ count: e.currentTarget.value.replace(/\D/g, '') })}
              />
              <TextInput label={t('reception.contact')} value={form.contact} onChange={(e) => change({ contact: e.currentTarget.value })} />
            </div>
          ) : null}
          {fault ? (
            <p className="fault" role="alert">
              {fault}
            </p>
          ) : null}
          <div className="row wrap end">
            <Button type="submit" size="md" loading={busy} data-testid="reception-save">
              {form.print ? t('reception.saveAndPrint') : t('reception.save')}{' '}
              <kbd className="wide-only" style={{ marginLeft: 8 }}>
                Ctrl ↵
              </kbd>
            </Button>
          </div>
        </form>
        <Aside form={form} change={change} />
      </div>
    </div>
  );
}
