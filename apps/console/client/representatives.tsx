// Parents and legal representatives of a client, and whom the client represents.
import { Suspense, lazy, useState } from 'react';
import type { ClientView } from '#libs/contract/clients.js';
import { go } from '../session/route.store.js';
import { may } from '../session/session.store.js';
import { useTexts } from '../texts/language.store.js';

const RepresentativeDialog = lazy(async () => ({ default: (await import('./representative-dialog.js')).RepresentativeDialog }));

type Link = ClientView['representatives'][number];

function Links({ title, links }: { title: string; links: Link[] }) {
  const { t } = useTexts();
  if (links.length === 0) return null;
  return (
    <>
      <p className="quiet small">{title}</p>
      {links.map((link) => (
        <button
          key={link.client.id}
          type="button"
          className="history-row"
          style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}
          onClick={() => go({ screen: 'inbox', id: null, filter: { view: 'all', client: link.client.id } })}
        >
          <span className="ellipsis">{link.client.name}</span>
          <span className="quiet small">
            {t(`representative.${link.relation}`)} {link.confirmed ? '✓' : ''}
          </span>
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
      <h3>
        {t('representative.heading')}
        {may('client.write') ? (
          <button type="button" className="link-button small" onClick={() => setAdding(true)}>
            {t('act.add')}
          </button>
        ) : null}
      </h3>
      {view.representatives.length + view.represents.length === 0 ? <p className="quiet small">{t('representative.none')}</p> : null}
      <Links title={t('representative.of')} links={view.representatives} />
      <Links title={t('representative.for')} links={view.represents} />
      {adding ? (
        <Suspense fallback={null}>
          <RepresentativeDialog view={view} close={() => setAdding(false)} />
        </Suspense>
      ) : null}
    </section>
  );
}
