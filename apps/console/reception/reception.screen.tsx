// C-reception: registering a visitor with the keyboard alone; phone first, the client found while typing.
import { Button } from '@mantine/core';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { Fault } from '../chrome/states.js';
import { useTexts } from '../texts/language.store.js';
import { Done } from './done.js';
import { Finder } from './finder.js';
import { BLANK, type Change, type Form } from './form.js';
import { Question } from './question.js';
import './reception.css';
import { Slip } from './slip.js';
import { useRegistering } from './use-registering.js';
import { Aside, NewClientFields } from './visitor.js';

interface VisitProps {
  form: Form;
  change: Change;
  fault: string | null;
  busy: boolean;
  submit: () => Promise<void>;
}

function VisitForm({ form, change, fault, busy, submit }: VisitProps) {
  const { t } = useTexts();
  const keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void submit();
  };
  return (
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
      <Question form={form} change={change} />
      <Fault text={fault} />
      <div className="row wrap end">
        <Button type="submit" size="md" loading={busy} data-testid="reception-save">
          {form.print ? t('reception.saveAndPrint') : t('reception.save')}{' '}
          <kbd className="wide-only" style={{ marginLeft: 8 }}>
            Ctrl ↵
          </kbd>
        </Button>
      </div>
    </form>
  );
}

export function ReceptionScreen() {
  const { t } = useTexts();
  const [form, setForm] = useState<Form>(BLANK);
  const change: Change = useMemo(() => (fields) => setForm((now) => ({ ...now, ...fields })), []);
  const { done, fault, busy, submit, leave } = useRegistering(form);
  const again = (keep: Partial<Form> = {}): void => {
    leave();
    setForm({ ...BLANK, print: form.print, ...keep });
  };
  const { client, name, phone, email, category } = form;
  return (
    <div className="page" data-testid={done ? undefined : 'reception'}>
      <header>
        <h1>{t('nav.reception')}</h1>
        {done ? null : <span className="quiet wide-only">{t('reception.keys')}</span>}
      </header>
      {done ? (
        <>
          <Done paper={done} again={() => again()} sameClient={() => again({ client, name, phone, email, category })} />
          <Slip paper={done} />
        </>
      ) : (
        <div className="reception">
          <VisitForm form={form} change={change} fault={fault} busy={busy} submit={submit} />
          <Aside form={form} change={change} />
        </div>
      )}
    </div>
  );
}
