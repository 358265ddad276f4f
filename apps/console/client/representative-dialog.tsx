// Adding a representative: the person is found by name or phone, the relation named, its confirmation explained.
import { Button, Checkbox, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ClientRow, ClientView } from '#libs/contract/clients.js';
import { clientsApi } from '../api/clients.adapter.js';
import { sentence } from '../api/http.adapter.js';
import { Fault } from '../chrome/states.js';
import { useTexts } from '../texts/language.store.js';
import { loadCard } from './card.store.js';
import { ClientSearch } from './client-search.js';

export function RepresentativeDialog({ view, close }: { view: ClientView; close: () => void }) {
  const { t } = useTexts();
  const [who, setWho] = useState<ClientRow | null>(null);
  const [relation, setRelation] = useState<'parent' | 'legal'>('parent');
  const [confirmed, setConfirmed] = useState(false);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const save = (): void => {
    if (!who) {
      setFault(t('representative.choose'));
      return;
    }
    clientsApi
      .addRepresentative(view.id, { client: who.id, relation, confirmed, ...(reason.trim() ? { reason: reason.trim() } : {}) })
      .then(() => loadCard(view.id))
      .then(close)
      .catch((error: unknown) => setFault(sentence(error)));
  };
  return (
    <Modal opened onClose={close} title={t('representative.title')}>
      <div className="stack">
        <Fault text={fault} />
        <ClientSearch chosen={who} choose={setWho} autoFocus />
        <SegmentedControl
          value={relation}
          onChange={(next) => setRelation(next as 'parent' | 'legal')}
          data={[
            { value: 'parent', label: t('representative.parent') },
            { value: 'legal', label: t('representative.legal') },
          ]}
        />
        <Checkbox label={t('representative.confirmed')} checked={confirmed} onChange={(e) => setConfirmed(e.currentTarget.checked)} />
        {confirmed ? (
          <TextInput label={t('representative.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
        ) : null}
      </div>
      <div className="dialog-foot">
        <Button variant="default" onClick={close}>
          {t('act.cancel')}
        </Button>
        <Button onClick={save}>{t('act.add')}</Button>
      </div>
    </Modal>
  );
}
