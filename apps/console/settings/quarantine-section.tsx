// Messages that could not be read: why, and a button to try again.
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { sentence } from '../api/http.adapter.js';
import { type QuarantineRow, officeApi } from '../api/office.adapter.js';
import { Bones, Empty, Failure } from '../chrome/states.js';
import { toast, toastError } from '../chrome/toast.js';
import { useNow } from '../live/hooks.js';
import { channelOf } from '../live/office.store.js';
import { momentOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';

export function QuarantineSection() {
  const { t, language } = useTexts();
  const now = useNow(60_000);
  const [rows, setRows] = useState<QuarantineRow[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const load = (): void => {
    officeApi
      .quarantine()
      .then((page) => {
        setRows(page.items);
        setFault(null);
      })
      .catch((error: unknown) => setFault(sentence(error)));
  };
  useEffect(load, []);
  if (fault) return <Failure message={fault} retry={load} />;
  if (!rows) return <Bones height={56} />;
  if (rows.length === 0) return <Empty title={t('quarantine.empty')} hint={t('quarantine.hint')} />;
  const rerun = (id: string): void =>
    void officeApi
      .rerun(id)
      .then(() => toast(t('quarantine.done')))
      .then(load)
      .catch(toastError);
  return (
    <div className="table-card">
      <table>
        <thead>
          <tr>
            <th>{t('quarantine.when')}</th>
            <th>{t('newTicket.channel')}</th>
            <th>{t('quarantine.reason')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td style={{ whiteSpace: 'nowrap' }}>
                {(row.at ?? row.receivedAt) ? momentOf((row.at ?? row.receivedAt)!, now, language) : '—'}
              </td>
              <td>
                {row.channel ? channelOf(row.channel).label[language] : '—'} {row.account}
              </td>
              <td>{row.reason ?? '—'}</td>
              <td>
                <Button size="xs" variant="default" onClick={() => rerun(row.id)}>
                  {t('act.retry')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
