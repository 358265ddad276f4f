// Absences: who stands in for whom on which days, arranged and cancelled (003 §1.7).
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AbsenceView } from '#libs/contract/staff.js';
import { sentence } from '../api/http.adapter.js';
import { officeApi } from '../api/office.adapter.js';
import { Icon } from '../chrome/icon.js';
import { Bones, Empty, Failure } from '../chrome/states.js';
import { toast, toastError } from '../chrome/toast.js';
import { may } from '../session/session.store.js';
import { plainDate } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { AbsenceDialog } from './absence-dialog.js';

function Row({ row, cancel }: { row: AbsenceView; cancel: (row: AbsenceView) => void }) {
  const { t, language } = useTexts();
  const open = row.state === 'planned' || row.state === 'now';
  return (
    <tr data-testid="absence" data-state={row.state}>
      <td>
        {row.agent.name}
        {row.reason ? <div className="quiet small">{row.reason}</div> : null}
      </td>
      <td>{row.deputy.name}</td>
      <td style={{ whiteSpace: 'nowrap' }}>
        {plainDate(row.from, language)} — {plainDate(row.until, language)}
      </td>
      <td className="small">{row.order ?? '—'}</td>
      <td className={row.state === 'now' ? 'strong' : open ? '' : 'quiet'}>{t(`absence.state.${row.state}`)}</td>
      <td>
        {open && may('absence.write') ? (
          <button
            type="button"
            className="link-button"
            aria-label={`${t('act.undo')}: ${row.agent.name}`}
            data-testid="absence-cancel"
            onClick={() => cancel(row)}
          >
            {t('act.undo')}
          </button>
        ) : null}
      </td>
    </tr>
  );
}

function AbsencesTable({ rows, cancel }: { rows: AbsenceView[]; cancel: (row: AbsenceView) => void }) {
  const { t } = useTexts();
  return (
    <div className="table-card">
      <table>
        <thead>
          <tr>
            <th>{t('absence.who')}</th>
            <th>{t('absence.deputy')}</th>
            <th>{t('absence.days')}</th>
            <th>{t('absence.order')}</th>
            <th>{t('board.state')}</th>
            <th>
              <span className="visually-hidden">{t('act.undo')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} cancel={cancel} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function AbsencesSection() {
  const { t } = useTexts();
  const [rows, setRows] = useState<AbsenceView[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const load = (): void => {
    officeApi
      .absences()
      .then((page) => {
        setRows(page.items);
        setFault(null);
      })
      .catch((error: unknown) => setFault(sentence(error)));
  };
  useEffect(load, []);
  const cancel = (row: AbsenceView): void => {
    if (!window.confirm(t('absence.cancelAsk', { name: row.agent.name }))) return;
    officeApi
      .cancelAbsence(row.id)
      .then(() => toast(t('absence.cancelled')))
      .catch(toastError)
      .finally(load);
  };
  if (fault) return <Failure message={fault} retry={load} />;
  if (!rows) return <Bones height={56} />;
  return (
    <>
      <div className="row wrap" style={{ marginBottom: 12 }}>
        <p className="quiet" style={{ flex: '1 1 260px' }}>
          {t('absence.hint')}
        </p>
        {may('absence.write') ? (
          <Button leftSection={<Icon name="plus" size={16} />} data-testid="absence-add" onClick={() => setAdding(true)}>
            {t('absence.add')}
          </Button>
        ) : null}
      </div>
      {rows.length === 0 ? <Empty title={t('absence.none')} /> : <AbsencesTable rows={rows} cancel={cancel} />}
      {adding ? <AbsenceDialog arranged={load} close={() => setAdding(false)} /> : null}
    </>
  );
}
