// Lists of clients or staff from a file: first what would change, then the confirmation, then a way back.
import { Button, SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import { type ImportPreview, clientsApi } from '../api/clients.adapter.js';
import { sentence } from '../api/http.adapter.js';
import { Fault } from '../chrome/states.js';
import { toastUndo } from '../chrome/toast.js';
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

export function ImportsSection() {
  const { t } = useTexts();
  const [kind, setKind] = useState<Kind>('clients');
  const [preview, setPreview] = useState<ImportPreview | null>(null);
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
        <FilePicker kind={kind} setKind={setKind} busy={busy} choose={choose} />
      )}
      <Fault text={fault} />
    </div>
  );
}
