// Two cards of one person made one: the other is found by name or phone, one of them remains; taken back by the toast.
import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ClientRow, ClientView } from '#libs/contract/clients.js';
import { sentence } from '../api/http.adapter.js';
import { Fault } from '../chrome/states.js';
import { useTexts } from '../texts/language.store.js';
import { ClientSearch } from './client-search.js';
import { mergeCards } from './merge-cards.js';

interface MergeProps {
  view: ClientView;
  ticketId: string | null;
  close: () => void;
}

export function MergeCardDialog({ view, ticketId, close }: MergeProps) {
  const { t } = useTexts();
  const [other, setOther] = useState<ClientRow | null>(null);
  const [remains, setRemains] = useState<'this' | 'other'>('this');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const merge = (): void => {
    if (!other) {
      setFault(t('representative.choose'));
      return;
    }
    setBusy(true);
    const [card, into] = remains === 'this' ? [other.id, view.id] : [view.id, other.id];
    mergeCards(card, into, ticketId)
      .then(close)
      .catch((error: unknown) => {
        setFault(sentence(error));
        setBusy(false);
      });
  };
  return (
    <Modal
      opened
      onClose={close}
      title={<span className="strong">{t('client.mergeTitle')}</span>}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <div className="stack" data-testid="merge-card-dialog">
        <Fault text={fault} />
        <ClientSearch chosen={other} choose={setOther} autoFocus />
        <SegmentedControl
          fullWidth
          aria-label={t('client.mergeRemains')}
          value={remains}
          onChange={(next) => setRemains(next as 'this' | 'other')}
          data={[
            { value: 'this', label: t('client.mergeThis') },
            { value: 'other', label: t('client.mergeOther') },
          ]}
        />
        <p className="quiet small">{t('client.mergeHint')}</p>
      </div>
      <div className="dialog-foot">
        <Button variant="default" onClick={close}>
          {t('act.cancel')}
        </Button>
        <Button loading={busy} data-testid="merge-card-ok" onClick={merge}>
          {t('merge.verb')}
        </Button>
      </div>
    </Modal>
  );
}
