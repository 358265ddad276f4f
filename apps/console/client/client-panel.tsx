// The client beside the conversation: who it is, how to reach them, whose they are, what was before.
import { ActionIcon } from '@mantine/core';
import { Suspense, lazy, useEffect, useState } from 'react';
import type { ClientPatch, ClientView } from '#libs/contract/clients.js';
import type { TicketView } from '#libs/contract/tickets.js';
import { Icon } from '../chrome/icon.js';
import { Bones, Failure } from '../chrome/states.js';
import { toast, toastError } from '../chrome/toast.js';
import { useCell, useKeyed, useNow } from '../live/hooks.js';
import { staff } from '../live/office.store.js';
import { may } from '../session/session.store.js';
import { dateOf, fullMoment, initialsOf, plainDate, typedDate } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { type Differences, cards, loadCard, saveCard } from './card.store.js';
import { CATEGORIES } from './category.js';
import './client.css';
import { Contacts } from './contacts.js';
import { Field } from './field.js';
import { History } from './history.js';
import { Representatives } from './representatives.js';

const ConflictDialog = lazy(async () => ({ default: (await import('./conflict-dialog.js')).ConflictDialog }));
const MergeCardDialog = lazy(async () => ({ default: (await import('./merge-card-dialog.js')).MergeCardDialog }));

type Save = (patch: Omit<ClientPatch, 'version'>) => void;

function Particulars({ view, save }: { view: ClientView; save: Save }) {
  const { t, language } = useTexts();
  const people = useCell(staff);
  const categories = CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }));
  const owners = [{ value: '', label: '—' }, ...people.filter((one) => one.active).map((one) => ({ value: one.id, label: one.name }))];
  return (
    <section className="client-part">
      <Field name="name" label={t('client.name')} value={view.name} save={(name) => name && save({ name })} />
      <Field
        name="category"
        label={t('client.category')}
        value={view.category}
        shown={t(`category.${view.category}`)}
        choices={categories}
        save={(category) => save({ category: category as ClientView['category'] })}
      />
      <Field
        name="programme"
        label={t('client.programme')}
        value={view.programme ?? ''}
        save={(programme) => save({ programme: programme || null })}
      />
      <Field
        name="birthDate"
        label={t('client.birthDate')}
        value={view.birthDate ? plainDate(view.birthDate, language) : ''}
        hint={t('client.dateHint')}
        save={(birthDate) => save({ birthDate: typedDate(birthDate) || null })}
      />
      <Field
        name="language"
        label={t('client.language')}
        value={view.language ?? ''}
        shown={view.language === 'ru' ? 'Русский' : view.language === 'en' ? 'English' : ''}
        choices={[
          { value: '', label: '—' },
          { value: 'ru', label: 'Русский' },
          { value: 'en', label: 'English' },
        ]}
        save={(language) => save({ language: (language || null) as 'ru' | 'en' | null })}
      />
      <Field
        name="owner"
        label={t('client.owner')}
        value={view.owner?.id ?? ''}
        shown={view.owner?.name ?? ''}
        choices={owners}
        save={(owner) => save({ owner: owner || null })}
      />
      <Field name="note" label={t('client.note')} value={view.note ?? ''} long save={(note) => save({ note: note || null })} />
    </section>
  );
}

function Clocks({ ticket }: { ticket: TicketView }) {
  const { t, language } = useTexts();
  const now = useNow(60_000);
  const { firstAnswerDueAt, resolutionDueAt, legalDueAt } = ticket.clocks;
  const rows = [
    { label: t('clock.answer'), at: ticket.unanswered ? firstAnswerDueAt : null },
    { label: t('clock.resolution'), at: resolutionDueAt },
    { label: t('clock.legal'), at: legalDueAt },
  ].filter((row): row is { label: string; at: string } => row.at !== null);
  if (rows.length === 0) return null;
  return (
    <section className="client-part">
      <h3>{t('clock.heading')}</h3>
      {rows.map((row) => (
        <div key={row.label} className="field">
          <span className="label">{row.label}</span>
          <span className={Date.parse(row.at) < now ? 'danger strong' : ''} title={fullMoment(row.at, language)}>
            {fullMoment(row.at, language)
              .replace(/:\d\d \(.*$/, '')
              .replace(/ г\.,/, ',')}
            {Date.parse(row.at) < now ? ` · ${t('clock.past')}` : ''}
            <span className="visually-hidden">{dateOf(row.at, now, language)}</span>
          </span>
        </div>
      ))}
    </section>
  );
}

/** The card joined with another of the same person. */
function Joining({ view, ticketId }: { view: ClientView; ticketId: string | null }) {
  const { t } = useTexts();
  const [merging, setMerging] = useState(false);
  if (!may('client.merge')) return null;
  return (
    <section className="client-part">
      <button type="button" className="link-button small" data-testid="merge-card" onClick={() => setMerging(true)}>
        {t('client.merge')}
      </button>
      {merging ? (
        <Suspense fallback={null}>
          <MergeCardDialog view={view} ticketId={ticketId} close={() => setMerging(false)} />
        </Suspense>
      ) : null}
    </section>
  );
}

export function ClientPanel({ clientId, ticket, close }: { clientId: string | null; ticket: TicketView | undefined; close: () => void }) {
  const { t } = useTexts();
  const card = useKeyed(cards, clientId);
  const [differences, setDifferences] = useState<Differences | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a ticket that moved may have changed its client's card
  useEffect(() => {
    if (clientId) void loadCard(clientId);
  }, [clientId, ticket?.lastSeq]);
  const view = card?.view;
  const save: Save = (patch) => {
    if (!view) return;
    saveCard(view, patch)
      .then((differ) => (differ ? setDifferences(differ) : toast(t('client.saved'))))
      .catch(toastError);
  };
  return (
    <aside className="client-pane" aria-label={t('panel.client')} data-testid="client-panel">
      <div className="client-head">
        <span className="face" aria-hidden="true">
          {initialsOf(view?.name ?? ticket?.client.name ?? '')}
        </span>
        <div className="grow">
          <div className="name">{view?.name ?? ticket?.client.name}</div>
          <div className="quiet small">
            {view ? t(`category.${view.category}`) : ''}
            {view?.provisional ? ` · ${t('client.provisional')}` : ''}
          </div>
        </div>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('act.close')} onClick={close}>
          <Icon name="close" />
        </ActionIcon>
      </div>
      {!view && card?.error ? <Failure message={card.error} retry={() => clientId && void loadCard(clientId)} /> : null}
      {!view && !card?.error ? <Bones height={40} /> : null}
      {view ? <Contacts view={view} save={save} ticketId={ticket?.id ?? null} /> : null}
      {view ? <Particulars key={view.version} view={view} save={save} /> : null}
      {ticket ? <Clocks ticket={ticket} /> : null}
      {view ? <Representatives view={view} /> : null}
      {view ? <History view={view} ticketId={ticket?.id ?? null} /> : null}
      {view ? <Joining view={view} ticketId={ticket?.id ?? null} /> : null}
      {differences && view ? (
        <Suspense fallback={null}>
          <ConflictDialog
            differences={differences}
            close={() => setDifferences(null)}
            keep={(fields) => Object.keys(fields).length > 0 && save(fields)}
          />
        </Suspense>
      ) : null}
    </aside>
  );
}
