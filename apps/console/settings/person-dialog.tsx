// One member of staff: name, role, queues and capacity; appointing, changing and dismissing.
import { Button, Checkbox, Modal, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { StaffView } from '#libs/contract/staff.js';
import { sentence } from '../api/http.adapter.js';
import { officeApi } from '../api/office.adapter.js';
import { Fault } from '../chrome/states.js';
import { toast } from '../chrome/toast.js';
import { useCell } from '../live/hooks.js';
import { loadQueues, loadStaff, queues } from '../live/office.store.js';
import { useTexts } from '../texts/language.store.js';
import { bodyOf, formOf, needsOrder, type PersonForm, ROLES, takesOrder } from './person-form.js';

interface FieldsProps {
  person: StaffView | null;
  form: PersonForm;
  change: (fields: Partial<PersonForm>) => void;
}

function Fields({ person, form, change }: FieldsProps) {
  const { t } = useTexts();
  const text = (name: 'name' | 'login' | 'capacity' | 'phone' | 'email' | 'order') => ({
    value: form[name],
    onChange: (e: { currentTarget: { value: string } }) => change({ [name]: e.currentTarget.value }),
  });
  return (
    <div className="form-grid">
      <TextInput label={t('staff.name')} required {...text('name')} />
      <TextInput label={t('signIn.login')} required autoComplete="off" {...text('login')} />
      <NativeSelect
        label={t('staff.role')}
        value={form.role}
        data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        onChange={(e) => change({ role: e.currentTarget.value as StaffView['role'] })}
      />
      <TextInput label={t('staff.capacity')} inputMode="decimal" {...text('capacity')} />
      <TextInput label={t('reception.phone')} {...text('phone')} />
      <TextInput label={t('reception.email')} {...text('email')} />
      <PasswordInput
        label={person ? t('staff.newPassword') : t('signIn.password')}
        required={!person}
        autoComplete="new-password"
        minLength={8}
        value={form.password}
        onChange={(e) => change({ password: e.currentTarget.value })}
      />
      {takesOrder(form, person) ? <TextInput label={t('staff.order')} required={needsOrder(form, person)} {...text('order')} /> : null}
    </div>
  );
}

function QueueTicks({ form, change }: Omit<FieldsProps, 'person'>) {
  const { t } = useTexts();
  const lines = useCell(queues);
  const toggle = (code: string, on: boolean): void =>
    change({ queues: on ? [...form.queues, code] : form.queues.filter((one) => one !== code) });
  return (
    <fieldset className="bare">
      <legend className="strong small">{t('settings.queues')}</legend>
      <div className="members">
        {lines.map((line) => (
          <Checkbox
            key={line.code}
            label={line.name}
            checked={form.queues.includes(line.code)}
            onChange={(e) => toggle(line.code, e.currentTarget.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Runs an act, brings the fresh lists and closes; a refusal stays in the form. */
function useFinishing(close: () => void) {
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const finish = async (run: () => Promise<unknown>, words: string): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      await run();
      await Promise.all([loadStaff(), loadQueues()]);
      toast(words);
      close();
    } catch (error) {
      setFault(sentence(error));
      setBusy(false);
    }
  };
  return { fault, busy, finish };
}

export function PersonDialog({ person, close }: { person: StaffView | null; close: () => void }) {
  const { t } = useTexts();
  const [form, setForm] = useState(() => formOf(person));
  const { fault, busy, finish } = useFinishing(close);
  const change = (fields: Partial<PersonForm>): void => setForm((now) => ({ ...now, ...fields }));
  const save = () =>
    finish(() => (person ? officeApi.changeStaff(person.id, bodyOf(form)) : officeApi.hire(bodyOf(form))), t('staff.saved'));
  const dismiss = () =>
    window.confirm(t('staff.dismissAsk', { name: person!.name })) &&
    void finish(() => officeApi.dismiss(person!.id, form.order.trim()), t('staff.dismissed'));
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={<span className="strong">{person ? person.name : t('staff.new')}</span>}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Fields person={person} form={form} change={change} />
        <QueueTicks form={form} change={change} />
        <Fault text={fault} />
        <div className="dialog-foot">
          {person?.active ? (
            <Button variant="subtle" color="red" onClick={dismiss} style={{ marginRight: 'auto' }}>
              {t('staff.dismiss')}
            </Button>
          ) : null}
          <Button variant="default" onClick={close}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('act.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
