// Staff: who works here, in which role, queues and with what capacity.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { StaffView } from '#libs/contract/staff.js';
import { Icon } from '../chrome/icon.js';
import { PRESENCE_TEXT } from '../chrome/presence-menu.js';
import { Empty } from '../chrome/states.js';
import { useCell } from '../live/hooks.js';
import { queues, staff } from '../live/office.store.js';
import { may } from '../session/session.store.js';
import { numberOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { matches } from '../texts/layout.js';
import { PersonDialog } from './person-dialog.js';

function Row({ one, open }: { one: StaffView; open: () => void }) {
  const { t, language } = useTexts();
  const lines = useCell(queues);
  const names = one.queues.map((code) => lines.find((line) => line.code === code)?.name ?? code).join(', ');
  return (
    <tr data-testid={`staff-${one.login}`}>
      <td>
        {may('staff.write') ? (
          <button type="button" className="link-button" onClick={open}>
            {one.name}
          </button>
        ) : (
          one.name
        )}
        <div className="quiet small">
          {one.login}
          {one.active ? '' : ` · ${t('staff.inactive')}`}
        </div>
      </td>
      <td>
        {t(`role.${one.role}`)}
        <div className="quiet small">{one.department?.name}</div>
      </td>
      <td className="small">{names || '—'}</td>
      <td className="n">{numberOf(one.capacity, language)}</td>
      <td style={{ whiteSpace: 'nowrap' }}>
        <span className={`dot ${one.presence}`} style={{ display: 'inline-block' }} /> {t(PRESENCE_TEXT[one.presence])}
      </td>
    </tr>
  );
}

function StaffTable({ people, open }: { people: StaffView[]; open: (person: StaffView) => void }) {
  const { t } = useTexts();
  return (
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
          {people.map((one) => (
            <Row key={one.id} one={one} open={() => open(one)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function StaffSection() {
  const { t } = useTexts();
  const people = useCell(staff);
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<{ person: StaffView | null } | null>(null);
  const shown = people.filter((one) => matches(`${one.name} ${one.login} ${t(`role.${one.role}`)}`, query));
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
        {may('staff.write') ? (
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setOpen({ person: null })}>
            {t('staff.add')}
          </Button>
        ) : null}
      </div>
      {shown.length === 0 ? <Empty title={t('staff.none')} /> : <StaffTable people={shown} open={(person) => setOpen({ person })} />}
      {open ? <PersonDialog key={open.person?.id ?? 'new'} person={open.person} close={() => setOpen(null)} /> : null}
    </>
  );
}
