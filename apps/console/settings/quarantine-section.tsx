// Messages that could not be read: why, and a button to try again.
import { useEffect, useState } from 'react';
import { sentence } from '../api/http.adapter.js';
import { type QuarantineRow, officeApi, rawUrl } from '../api/office.adapter.js';
import { Bones, Empty, Failure } from '../chrome/states.js';
import { useNow } from '../live/hooks.js';
import { channelOf } from '../live/office.store.js';
import { may } from '../session/session.store.js';
import { momentOf, sizeOf } from '../texts/format.js';
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
  return (
    <div className="table-card">
      <table>
        <thead>
          <tr>
            <th>{t('quarantine.when')}</th>
            <th>{t('newTicket.channel')}</th>
            <th>{t('quarantine.reason')}</th>
            <th>{t('quarantine.source')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td style={{ whiteSpace: 'nowrap' }}>{momentOf(row.receivedAt, now, language)}</td>
              <td>
                {channelOf(row.channel).label[language]} · {row.account}
              </td>
              <td>{row.reason ?? '—'}</td>
              <td>
                {may('ledger.read') ? <a href={rawUrl(row.id)}>{t('quarantine.raw', { size: sizeOf(row.size, language) })}</a> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
