// A colleague saved the card first: both values side by side, the person chooses field by field.
import { Button, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import { type TextKey, useTexts } from '../texts/language.store.js';
import type { Differences } from './card.store.js';

const shown = (value: unknown): string => (value === null || value === undefined || value === '' ? '—' : String(value));
export const FIELD_TEXT: Record<string, TextKey> = {
  name: 'client.name',
  category: 'client.category',
  birthDate: 'client.birthDate',
  language: 'client.language',
  programme: 'client.programme',
  note: 'client.note',
  owner: 'client.owner',
};

export function ConflictDialog({
  differences,
  keep,
  close,
}: {
  differences: Differences;
  keep: (fields: Record<string, unknown>) => void;
  close: () => void;
}) {
  const { t } = useTexts();
  const [mine, setMine] = useState<Record<string, boolean>>({});
  const names = Object.keys(differences);
  const finish = (): void => {
    keep(Object.fromEntries(names.filter((name) => mine[name]).map((name) => [name, differences[name]!.yours])));
    close();
  };
  return (
    <Modal opened onClose={close} title={t('conflict.title')} size="lg">
      <p>{t('conflict.hint')}</p>
      <table className="conflict">
        <thead>
          <tr>
            <th>{t('conflict.field')}</th>
            <th>{t('conflict.theirs')}</th>
            <th>{t('conflict.yours')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <td>{FIELD_TEXT[name] ? t(FIELD_TEXT[name]) : name}</td>
              <td>
                <Radio
                  label={shown(differences[name]!.theirs)}
                  checked={!mine[name]}
                  onChange={() => setMine({ ...mine, [name]: false })}
                />
              </td>
              <td>
                <Radio
                  label={shown(differences[name]!.yours)}
                  checked={Boolean(mine[name])}
                  onChange={() => setMine({ ...mine, [name]: true })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="dialog-foot">
        <Button variant="default" onClick={close}>
          {t('act.cancel')}
        </Button>
        <Button onClick={finish} data-testid="conflict-save">
          {t('conflict.save')}
        </Button>
      </div>
    </Modal>
  );
}
