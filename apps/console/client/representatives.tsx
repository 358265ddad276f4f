// Parents and legal representatives of a client, and whom the client represents; a new one is found by name or phone.
import { Button, Checkbox, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ClientRow, ClientView } from '#libs/contract/clients.js';
import { clientsApi } from '../api/clients.adapter.js';
import { sentence } from '../api/http.adapter.js';
import { go } from '../session/route.store.js';
import { useTexts } from '../texts/language.store.js';
import { loadCard } from './card.store.js';
import { ClientSearch } from './client-search.js';

function AddDialog({ view, close }: { view: ClientView; close: () => void }) {
  const { t } = useTexts();
  const [who, setWho] = useState<ClientRow | null>(null);
  const [relation, setRelation] = useState<'parent' | 'legal'>('parent');
  const [confirmed, setConfirmed] = useState(false);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const save = (): void => {
    if (!who) return setFault(t('representative.choose'));
    clientsApi.addRepresentative(view.id, { client: who.id, relation, confirmed, ...(reason.trim() ? { reason: reason.trim() } : {}) }).then(() => loadCard(view.id)).then(close).catch((error: unknown) => setFault(sentence(error)));
  };
  return (
    <Modal opened onClose={close} title={t('representative.title')}>
      <div className="stack">
        {fault ? <p className="fault" role="alert">{fault}</p> : null}
        <ClientSearch chosen={who} choose={setWho} autoFocus />
        <SegmentedControl value={relation} onChange={(next) => setRelation(next as 'parent' | 'legal')} data={[{ value: 'parent', label: t('representative.parent') }, { value: 'legal', label: t('representative.legal') }]} />
        <Checkbox label={t('representative.confirmed')} checked={confirmed} onChange={(e) => setConfirmed(e.currentTarget.checked)} />
        {confirmed ? <TextInput label={t('representative.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} /> : null}
      </div>
      <div className="dialog-foot"><Button variant="default" onClick={close}>{t('act.cancel')}</Button><Button onClick={save}>{t('act.add')}</Button></div>
    </Modal>
  );
}

type Link = ClientView['representatives'][number];

function Links({ title, links }: { title: string; links: Link[] }) {
  const { t } = useTexts();
  if (links.length === 0) return null;
  return (
    <>
      <p className="quiet small">{title}</p>
      {links.map((link) => (
        <button key={link.client.id} type="button" className="history-row" style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }} onClick={() => go({ screen: 'inbox', id: null, filter: { view: 'all', client: link.client.id } })}>
          <span className="ellipsis">{link.client.name}</span>
          <span className="quiet small">{t(`representative.${link.relation}`)} {link.confirmed ? '✓' : ''}</span>
        </button>
      ))}
    </>
  );
}

export function Representatives({ view }: { view: ClientView }) {
  const { t } = useTexts();
  const [adding, setAdding] = useState(false);
  return (
    <section className="client-part">
      <h3>{t('representative.heading')}<button type="button" className="link-button small" onClick={() => setAdding(true)}>{t('act.add')}</button></h3>
      {view.representatives.length + view.represents.length === 0 ? <p className="quiet small">{t('representative.none')}</p> : null}
      <Links title={t('representative.of')} links={view.representatives} />
      <Links title={t('representative.for')} links={view.represents} />
      {adding ? <AddDialog view={view} close={() => setAdding(false)} /> : null}
    </section>
  );
}
