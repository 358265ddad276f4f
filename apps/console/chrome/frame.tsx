// The frame of every dialog: title, refusal, buttons; Ctrl+Enter does the main thing; whole screen on phones.
import { Button, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { sentence } from '../api/http.adapter.js';
import { useTexts } from '../texts/language.store.js';
import { closeDialog } from './dialogs.store.js';

interface FrameProps {
  title: string;
  /** The verb of the main button. */
  verb: string;
  /** Does the main thing; a thrown refusal is shown and the dialog stays. */
  run: () => Promise<unknown>;
  /** A sentence when something is still missing; shown on pressing the main button. */
  missing?: string | null;
  size?: string;
  testId: string;
  children: ReactNode;
}

export function Frame({ title, verb, run, missing, size, testId, children }: FrameProps) {
  const { t } = useTexts();
  const small = useMediaQuery('(max-width: 599px)');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const finish = (): void => {
    if (busy) return;
    setFault(missing ?? null);
    if (missing) return;
    setBusy(true);
    run()
      .then(closeDialog)
      .catch((error: unknown) => {
        setFault(sentence(error));
        setBusy(false);
      });
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      finish();
    }
  };
  return (
    <Modal
      opened
      onClose={closeDialog}
      title={<span className="strong">{title}</span>}
      fullScreen={small ?? false}
      size={size ?? 'md'}
      closeButtonProps={{ 'aria-label': t('act.close') }}
      onKeyDown={keys}
    >
      <div className="stack" data-testid={testId}>
        {children}
      </div>
      {fault ? (
        <p className="fault" role="alert" style={{ marginTop: 12 }}>
          {fault}
        </p>
      ) : null}
      <div className="dialog-foot">
        <Button variant="default" onClick={closeDialog}>
          {t('act.cancel')}
        </Button>
        <Button onClick={finish} loading={busy} data-testid={`${testId}-ok`} rightSection={<kbd className="wide-only">Ctrl ↵</kbd>}>
          {verb}
        </Button>
      </div>
    </Modal>
  );
}
