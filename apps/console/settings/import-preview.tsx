// What an import would change: the counts, the rows that cannot be taken, a sample of the rest.
import { Button } from '@mantine/core';
import type { ImportPreview } from '../api/clients.adapter.js';
import { useTexts } from '../texts/language.store.js';

const MOST_ERRORS_SHOWN = 50;

function Errors({ errors }: { errors: ImportPreview['errors'] }) {
  const { t } = useTexts();
  if (errors.length === 0) return null;
  return (
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
          {errors.slice(0, MOST_ERRORS_SHOWN).map((one) => (
            <tr key={`${one.row}${one.field}`}>
              <td className="n">{one.row}</td>
              <td>{one.field}</td>
              <td>{one.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Sample({ rows }: { rows: ImportPreview['sample'] }) {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return null;
  return (
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
          {rows.map((row) => (
            <tr key={JSON.stringify(row)}>
              {columns.map((name) => (
                <td key={name}>{String(row[name] ?? '')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PreviewProps {
  preview: ImportPreview;
  busy: boolean;
  confirm: () => void;
  cancel: () => void;
}

export function Preview({ preview, busy, confirm, cancel }: PreviewProps) {
  const { t } = useTexts();
  const { creates, updates, duplicates, errors } = preview;
  return (
    <div className="stack" data-testid="import-preview">
      <p className="strong">{t('import.summary', { creates, updates, duplicates, errors: errors.length })}</p>
      <Errors errors={errors} />
      <Sample rows={preview.sample} />
      <div className="row wrap end">
        <Button variant="default" onClick={cancel}>
          {t('act.cancel')}
        </Button>
        <Button loading={busy} data-testid="import-confirm" disabled={creates + updates === 0} onClick={confirm}>
          {t('import.confirm', { n: creates + updates })}
        </Button>
      </div>
    </div>
  );
}
