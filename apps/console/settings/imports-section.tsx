// Lists of clients or staff from a file: first what would change, then the confirmation, then a way back.
import { Button, SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import { type ImportPreview, clientsApi } from '../api/clients.adapter.js';
import { sentence } from '../api/http.adapter.js';
import { Fault } from '../chrome/states.js';
import { loadStaff } from '../live/office.store.js';
import { useTexts } from '../texts/language.store.js';
import { Preview } from './import-preview.js';

type Kind = 'clients' | 'staff';

interface PickerProps {
  kind: Kind;
  setKind: (kind: Kind) => void;
  busy: boolean;
  choose: (file: File) => void;
}

/** Whose list it is, and the file. */
function FilePicker({ kind, setKind, busy, choose }: PickerProps) {
  const { t } = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="row wrap">
      <SegmentedControl
        aria-label={t('import.kind')}
        value={kind}
        onChange={(next) => setKind(next as Kind)}
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
          const file = e.currentTarget.files?.[0];
          if (file) choose(file);
          e.currentTarget.value = '';
        }}
      />
      <Button loading={busy} onClick={() => picker.current?.click()}>
        {t('import.choose')}
      </Button>
    </div>
  );
}

/** What was imported last, with the way back as long as the section is open. */
function Finished({ count, undone, busy, undo }: { count: number; undone: boolean; busy: boolean; undo: () => void }) {
  const { t } = useTexts();
  return (
    <div className="row wrap" role="status" data-testid="import-finished">
      <span className="strong grow">{undone ? t('import.undone') : t('import.doneOf', { n: count })}</span>
      {undone ? null : (
        <Button variant="default" loading={busy} data-testid="import-undo" onClick={undo}>
          {t('import.undo')}
        </Button>
      )}
    </div>
  );
}

export function ImportsSection() {
  const { t } = useTexts();
  const [kind, setKind] = useState<Kind>('clients');
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [last, setLast] = useState<{ id: string; count: number; undone: boolean } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const during = (run: () => Promise<void>): void => {
    setBusy(true);
    setFault(null);
    run()
      .catch((error: unknown) => setFault(sentence(error)))
      .finally(() => setBusy(false));
  };
  const choose = (file: File): void => during(async () => setPreview(await clientsApi.preview(file, kind)));
  const confirm = ({ id, creates, updates }: ImportPreview): void =>
    during(async () => {
      await clientsApi.confirmImport(id);
      setPreview(null);
      setLast({ id, count: creates + updates, undone: false });
      void loadStaff();
    });
  const undo = (): void =>
    during(async () => {
      await clientsApi.undoImport(last!.id);
      setLast({ ...last!, undone: true });
      void loadStaff();
    });
  return (
    <div className="card stack">
      <p className="quiet">{t('import.hint')}</p>
      {preview ? (
        <Preview preview={preview} busy={busy} confirm={() => confirm(preview)} cancel={() => setPreview(null)} />
      ) : (
        <FilePicker kind={kind} setKind={setKind} busy={busy} choose={choose} />
      )}
      {last && !preview ? <Finished count={last.count} undone={last.undone} busy={busy} undo={undo} /> : null}
      <Fault text={fault} />
    </div>
  );
}
