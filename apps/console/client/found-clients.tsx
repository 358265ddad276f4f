// Clients found while typing: the question to the server, the list of answers, the chosen one.
import { useEffect, useState } from 'react';
import type { ClientRow } from '#libs/contract/clients.js';
import { clientsApi } from '../api/clients.adapter.js';
import { phoneOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';

const PAUSE_MS = 150;

/** Rows for a query, asked after a short pause; older answers never replace newer ones. */
export function useFoundClients(query: string): { rows: ClientRow[]; searching: boolean } {
  const [found, setFound] = useState<{ query: string; rows: ClientRow[] }>({ query: '', rows: [] });
  const wanted = query.trim().length >= 2 ? query.trim() : '';
  useEffect(() => {
    if (!wanted) return setFound({ query: '', rows: [] });
    const stop = new AbortController();
    const timer = setTimeout(() => {
      clientsApi
        .find(wanted, stop.signal)
        .then((page) => setFound({ query: wanted, rows: page.items }))
        .catch(() => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted]);
  return { rows: wanted ? found.rows : [], searching: wanted !== found.query };
}

function ClientLine({ row }: { row: ClientRow }) {
  const { t } = useTexts();
  const contact = row.phone ? phoneOf(row.phone) : row.email;
  return (
    <span className="grow">
      <span className="strong ellipsis" style={{ display: 'block' }}>
        {row.name}
      </span>
      <span className="quiet small ellipsis" style={{ display: 'block' }}>
        {[t(`category.${row.category}`), contact, row.owner?.name, row.openTickets > 0 ? t('client.open', { n: row.openTickets }) : null]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  );
}

interface FoundProps {
  rows: ClientRow[];
  /** Index of the marked row. */
  at: number;
  take: (row: ClientRow) => void;
  testId: string;
}

/** The answers below the field; the field keeps the focus and names the marked row. */
export function FoundClients({ rows, at, take, testId }: FoundProps) {
  const { t } = useTexts();
  if (rows.length === 0) return null;
  return (
    <div className="choices" role="listbox" aria-label={t('client.found')} style={{ marginTop: 4 }}>
      {rows.map((row, i) => (
        <button
          key={row.id}
          type="button"
          role="option"
          tabIndex={-1}
          className="choice"
          aria-selected={i === at}
          data-testid={testId}
          onClick={() => take(row)}
        >
          <ClientLine row={row} />
        </button>
      ))}
    </div>
  );
}

export function ChosenClient({ row, change, testId }: { row: ClientRow; change: () => void; testId?: string }) {
  const { t } = useTexts();
  return (
    <div className="choice chosen" data-testid={testId}>
      <ClientLine row={row} />
      <button type="button" className="link-button" onClick={change}>
        {t('act.change')}
      </button>
    </div>
  );
}
