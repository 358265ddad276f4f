// Arranging an absence: who is away, who stands in, the days and, for a head, the order.
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { NewAbsence } from '#libs/contract/staff.js';
import { sentence } from '../api/http.adapter.js';
import { officeApi } from '../api/office.adapter.js';
import { Fault } from '../chrome/states.js';
import { toast } from '../chrome/toast.js';
import { useCell } from '../live/hooks.js';
import { staff } from '../live/office.store.js';
import { useTexts } from '../texts/language.store.js';
import { isByOrder } from './person-form.js';

type Form = Record<keyof (typeof NewAbsence)['shape'], string>;
const BLANK: Form = { agent: '', deputy: '', from: '', until: '', order: '', reason: '' };

function Fields({ form, change }: { form: Form; change: (fields: Partial<Form>) => void }) {
  const { t } = useTexts();
  const people = useCell(staff).filter((one) => one.active);
  const absent = people.find((one) => one.id === form.agent);
  const own = (name: keyof Form) => ({
    value: form[name],
    onChange: (e: { currentTarget: { value: string } }) => change({ [name]: e.currentTarget.value }),
  });
  const choices = (but: string) => [
    { value: '', label: t('absence.choose') },
    ...people.filter((one) => one.id !== but).map((one) => ({ value: one.id, label: `${one.name} · ${t(`role.${one.role}`)}` })),
  ];
  return (
    <div className="form-grid">
      <NativeSelect label={t('absence.who')} required data={choices(form.deputy)} data-testid="absence-agent" {...own('agent')} />
      <NativeSelect label={t('absence.deputy')} required data={choices(form.agent)} data-testid="absence-deputy" {...own('deputy')} />
      <TextInput type="date" label={t('absence.from')} required data-testid="absence-from" {...own('from')} />
      <TextInput type="date" label={t('absence.until')} required min={form.from} data-testid="absence-until" {...own('until')} />
      <TextInput
        label={t('absence.order')}
        required={absent !== undefined && isByOrder(absent.role)}
        maxLength={200}
        data-testid="absence-order"
        {...own('order')}
      />
      <TextInput label={t('absence.reason')} maxLength={500} {...own('reason')} />
    </div>
  );
}

export function AbsenceDialog({ arranged, close }: { arranged: () => void; close: () => void }) {
  const { t } = useTexts();
  const [form, setForm] = useState(BLANK);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const { order, reason, ...rest } = form;
    setBusy(true);
    setFault(null);
    officeApi
      .arrangeAbsence({ ...rest, ...(order.trim() && { order: order.trim() }), ...(reason.trim() && { reason: reason.trim() }) })
      .then(() => {
        toast(t('absence.saved'));
        arranged();
        close();
      })
      .catch((error: unknown) => {
        setFault(sentence(error));
        setBusy(false);
      });
  };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={<span className="strong">{t('absence.add')}</span>}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <form className="stack" onSubmit={save} data-testid="absence-dialog">
        <Fields form={form} change={(fields) => setForm((now) => ({ ...now, ...fields }))} />
        <Fault text={fault} />
        <div className="dialog-foot">
          <Button variant="default" onClick={close}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" loading={busy} data-testid="absence-save">
            {t('act.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
