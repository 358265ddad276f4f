// Lists of clients or staff from a file: first what would change, then the confirmation, then a way back.
import { Button, SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import { type ImportPreview, clientsApi } from '../api/clients.adapter.js';
import { sentence } from '../api/http.adapter.js';
import { toastUndo } from '../chrome/toast.js';
import { useTexts } from '../texts/language.store.js';

function Preview({ preview, busy, confirm, cancel }: { preview: ImportPreview; busy: boolean; confirm: () => void; cancel: () => void }) {
  const { t } = useTexts();
  const columns = Object.keys(preview.sample[0] ?? {});
  return (
    <div className="stack">
      <p className="strong">
        {t('import.summary', {
          creates: preview.creates,
          updates: preview.updates,
          duplicates: preview.duplicates,
          errors: preview.errors.length,
        })}
      </p>
      {preview.errors.length > 0 ? (
        <div className="table-card">
          <table>
            <thead>
              <tr>
                <th className="n">{t('import.row')}</th>
                <th>{t('import.field')}</th>
                <th>{t('import.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.errors.slice(0, 50).map((one) => (
                <tr key={`${one.row}${one.field}`}>
                  <td className="n">{one.row}</td>
                  <td>{one.field}</td>
                  <td>{one.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {columns.length > 0 ? (
        <div className="table-card">
          <table>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th key={name}>{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.sample.map((row) => (
                <tr key={JSON.stringify(row)}>
                  {columns.map((name) => (
                    <td key={name}>{String(row[name] ?? '')}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <div className="row wrap end">
        <Button variant="default" onClick={cancel}>
          {t('act.cancel')}
        </Button>
        <Button loading={busy} data-testid="import-confirm" disabled={preview.creates + preview.updates === 0} onClick={confirm}>
          {t('import.confirm', { n: preview.creates + preview.updates })}
        </Button>
      </div>
    </div>
  );
}

export function ImportsSection() {
  const { t } = useTexts();
  const [kind, setKind] = useState<'clients' | 'staff'>('clients');
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const during = (run: () => Promise<void>): void => {
    setBusy(true);
    setFault(null);
    run()
      .catch((error: unknown) => setFault(sentence(error)))
      .finally(() => setBusy(false));
  };
  const choose = (file: File | undefined): void => {
    if (file) during(async () => setPreview(await clientsApi.preview(file, kind)));
  };
  const confirm = (): void =>
    during(async () => {
      const { id } = preview!;
      await clientsApi.confirmImport(id);
      setPreview(null);
      toastUndo(t('import.done'), () => clientsApi.undoImport(id));
    });
  return (
    <div className="card stack">
      <p className="quiet">{t('import.hint')}</p>
      {preview ? (
        <Preview preview={preview} busy={busy} confirm={confirm} cancel={() => setPreview(null)} />
      ) : (
        <div className="row wrap">
          <SegmentedControl
            aria-label={t('import.kind')}
            value={kind}
            onChange={(next) => setKind(next as 'clients' | 'staff')}
            data={[
              { value: 'clients', label: t('palette.clients') },
              { value: 'staff', label: t('settings.staff') },
            ]}
          />
          <input
            ref={picker}
            type="file"
            hidden
            accept=".csv,.xlsx"
            data-testid="import-file"
            onChange={(e) => {
              choose(e.currentTarget.files?.[0]);
              e.currentTarget.value = '';
            }}
          />
          <Button loading={busy} onClick={() => picker.current?.click()}>
            {t('import.choose')}
          </Button>
        </div>
      )}
      {fault ? (
        <p className="fault" role="alert">
          {fault}
        </p>
      ) : null}
    </div>
  );
}
