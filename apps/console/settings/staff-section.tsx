// Staff: who works here, in which role, queues and with what capacity; appointing and dismissing.
import { Button, Checkbox, Modal, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { StaffView } from '#libs/contract/staff.js';
import { sentence } from '../api/http.adapter.js';
import { officeApi } from '../api/office.adapter.js';
import { Icon } from '../chrome/icon.js';
import { PRESENCE_TEXT } from '../chrome/presence-menu.js';
import { Empty } from '../chrome/states.js';
import { toast } from '../chrome/toast.js';
import { useCell } from '../live/hooks.js';
import { loadQueues, loadStaff, queues, staff } from '../live/office.store.js';
import { numberOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { matches } from '../texts/layout.js';

const ROLES: StaffView['role'][] = [
  'contact-manager',
  'admission-manager',
  'study-manager',
  'department-head',
  'supervisor',
  'vice-rector',
  'administrator',
];
/** Naming a head needs an order (003 §1.5). */
const BY_ORDER: StaffView['role'][] = ['department-head', 'supervisor'];

function bodyOf(form: FormState): Record<string, unknown> {
  const { order, password, capacity, phone, email, ...rest } = form;
  return {
    ...rest,
    phone: phone.trim() || null,
    email: email.trim() || null,
    capacity: Number(capacity.replace(',', '.')),
    ...(order.trim() ? { order: order.trim() } : {}),
    ...(password ? { password } : {}),
  };
}

interface FormState {
  login: string;
  name: string;
  role: StaffView['role'];
  queues: string[];
  phone: string;
  email: string;
  capacity: string;
  password: string;
  order: string;
}
const formOf = (one: StaffView | null): FormState => ({
  login: one?.login ?? '',
  name: one?.name ?? '',
  role: one?.role ?? 'contact-manager',
  queues: one?.queues ?? [],
  phone: one?.phone ?? '',
  email: one?.email ?? '',
  capacity: String(one?.capacity ?? 4),
  password: '',
  order: '',
});

function PersonDialog({ person, close }: { person: StaffView | null; close: () => void }) {
  const { t } = useTexts();
  const lines = useCell(queues);
  const [form, setForm] = useState(() => formOf(person));
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (fields: Partial<FormState>): void => setForm((now) => ({ ...now, ...fields }));
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
  const save = () =>
    finish(() => (person ? officeApi.changeStaff(person.id, bodyOf(form)) : officeApi.hire(bodyOf(form))), t('staff.saved'));
  const dismiss = () =>
    window.confirm(t('staff.dismissAsk', { name: person!.name })) &&
    void finish(() => officeApi.dismiss(person!.id, form.order.trim()), t('staff.dismissed'));
  const toggle = (code: string, on: boolean): void =>
    change({ queues: on ? [...form.queues, code] : form.queues.filter((one) => one !== code) });
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
        <div className="form-grid">
          <TextInput label={t('staff.name')} required value={form.name} onChange={(e) => change({ name: e.currentTarget.value })} />
          <TextInput
            label={t('signIn.login')}
            required
            autoComplete="off"
            value={form.login}
            onChange={(e) => change({ login: e.currentTarget.value })}
          />
          <NativeSelect
            label={t('staff.role')}
            value={form.role}
            data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
            onChange={(e) => change({ role: e.currentTarget.value as StaffView['role'] })}
          />
          <TextInput
            label={t('staff.capacity')}
            inputMode="decimal"
            value={form.capacity}
            onChange={(e) => change({ capacity: e.currentTarget.value })}
          />
          <TextInput label={t('reception.phone')} value={form.phone} onChange={(e) => change({ phone: e.currentTarget.value })} />
          <TextInput label={t('reception.email')} value={form.email} onChange={(e) => change({ email: e.currentTarget.value })} />
          <PasswordInput
            label={person ? t('staff.newPassword') : t('signIn.password')}
            required={!person}
            autoComplete="new-password"
            minLength={8}
            value={form.password}
            onChange={(e) => change({ password: e.currentTarget.value })}
          />
          {BY_ORDER.includes(form.role) || person ? (
            <TextInput
              label={t('staff.order')}
              required={BY_ORDER.includes(form.role) && form.role !== person?.role}
              value={form.order}
              onChange={(e) => change({ order: e.currentTarget.value })}
            />
          ) : null}
        </div>
        <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
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
        {fault ? (
          <p className="fault" role="alert">
            {fault}
          </p>
        ) : null}
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

export function StaffSection() {
  const { t, language } = useTexts();
  const people = useCell(staff);
  const lines = useCell(queues);
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<{ person: StaffView | null } | null>(null);
  const shown = people.filter((one) => matches(`${one.name} ${one.login} ${t(`role.${one.role}`)}`, query));
  const queueNames = (codes: string[]): string => codes.map((code) => lines.find((one) => one.code === code)?.name ?? code).join(', ');
  return (
    <>
      <div className="row wrap" style={{ marginBottom: 12 }}>
        <TextInput
          className="grow"
          placeholder={t('staff.search')}
          aria-label={t('staff.search')}
          value={query}
          onChange={(e) => setQuery(e.currentTarget.value)}
        />
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen({ person: null })}>
          {t('staff.add')}
        </Button>
      </div>
      {shown.length === 0 ? (
        <Empty title={t('staff.none')} />
      ) : (
        <div className="table-card">
          <table>
            <thead>
              <tr>
                <th>{t('staff.name')}</th>
                <th>{t('staff.role')}</th>
                <th>{t('settings.queues')}</th>
                <th className="n">{t('staff.capacity')}</th>
                <th>{t('board.state')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.id} data-testid={`staff-${one.login}`}>
                  <td>
                    <button type="button" className="link-button" onClick={() => setOpen({ person: one })}>
                      {one.name}
                    </button>
                    <div className="quiet small">
                      {one.login}
                      {one.active ? '' : ` · ${t('staff.inactive')}`}
                    </div>
                  </td>
                  <td>
                    {t(`role.${one.role}`)}
                    <div className="quiet small">{one.department?.name}</div>
                  </td>
                  <td className="small">{queueNames(one.queues) || '—'}</td>
                  <td className="n">{numberOf(one.capacity, language)}</td>
                  <td style={{ whiteSpace: 'nowrap' }}>
                    <span className={`dot ${one.presence}`} style={{ display: 'inline-block' }} /> {t(PRESENCE_TEXT[one.presence])}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open ? <PersonDialog key={open.person?.id ?? 'new'} person={open.person} close={() => setOpen(null)} /> : null}
    </>
  );
}
