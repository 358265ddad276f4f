// What an import would change: the counts, the rows that cannot be taken, a sample of the rest.
import { Button } from '@mantine/core';
import type { ImportPreview } from '../api/clients.adapter.js';
import { useCell } from '../live/hooks.js';
import { queues, staff } from '../live/office.store.js';
import { phoneOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { cellOf, columnsOf, headingOf } from './import-cells.js';

const MOST_SHOWN = 50;

function useHeading(): (field: string) => string {
  const { t } = useTexts();
  return (field) => {
    const key = headingOf(field);
    return key ? t(key) : field;
  };
}

function Errors({ errors }: { errors: ImportPreview['errors'] }) {
  const { t, language } = useTexts();
  const heading = useHeading();
  if (errors.length === 0) return null;
  return (
    <div className="table-card">
      <table>
        <thead>
          <tr>
            <th className="n">{t('import.row')}</th>
            <th>{t('import.field')}</th>
            <th>{t('import.value')}</th>
            <th>{t('import.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.slice(0, MOST_SHOWN).map((one) => (
            <tr key={`${one.line}${one.field}`}>
              <td className="n">{one.line}</td>
              <td>{heading(one.field)}</td>
              <td>{one.value || '—'}</td>
              <td className="danger">{one.words[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Sample({ rows }: { rows: ImportPreview['sample'] }) {
  const { t } = useTexts();
  const heading = useHeading();
  const people = useCell(staff);
  const lines = useCell(queues);
  const words = {
    category: (one: Parameters<Parameters<typeof cellOf>[2]['category']>[0]) => t(`category.${one}`),
    role: (one: Parameters<Parameters<typeof cellOf>[2]['role']>[0]) => t(`role.${one}`),
    person: (id: string) => people.find((one) => one.id === id)?.name ?? id,
    queue: (code: string) => lines.find((one) => one.code === code)?.name ?? code,
    phone: phoneOf,
  };
  const columns = columnsOf(rows);
  if (columns.length === 0) return null;
  return (
    <div className="table-card">
      <table>
        <thead>
          <tr>
            {columns.map((field) => (
              <th key={field}>{heading(field)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row.line)}>
              {columns.map((field) => (
                <td key={field}>{cellOf(field, row[field], words)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Rows that repeat an earlier one, and columns that nothing reads. */
function Remarks({ duplicates, unknown }: Pick<ImportPreview, 'duplicates' | 'unknown'>) {
  const { t } = useTexts();
  return (
    <>
      {duplicates.slice(0, MOST_SHOWN).map((one) => (
        <p key={one.line} className="quiet small">
          {t('import.repeats', { line: one.line, of: one.of, name: one.name })}
        </p>
      ))}
      {unknown.length > 0 ? <p className="quiet small">{t('import.unread', { names: unknown.join(', ') })}</p> : null}
    </>
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
  const { creates, updates, duplicates, errors, wrong, unknown } = preview;
  return (
    <div className="stack" data-testid="import-preview">
      <p className="strong" data-testid="import-summary">
        {t('import.summary', { creates, updates, duplicates: duplicates.length, errors: wrong })}
      </p>
      <Errors errors={errors} />
      <Remarks duplicates={duplicates} unknown={unknown} />
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
