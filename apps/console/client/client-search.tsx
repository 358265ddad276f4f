// Finding a client while typing: a phone, a name, an address; results by arrows and Enter.
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
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

export function ClientLine({ row }: { row: ClientRow }) {
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

interface SearchProps {
  chosen: ClientRow | null;
  choose: (row: ClientRow | null) => void;
  /** Keeps what was typed so that a new client starts with it. */
  typed?: (text: string) => void;
  autoFocus?: boolean;
}

export function ClientSearch({ chosen, choose, typed, autoFocus }: SearchProps) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { rows, searching } = useFoundClients(text);
  const at = Math.min(active, Math.max(0, rows.length - 1));
  const keys = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && rows.length > 0) {
      event.preventDefault();
      setActive((at + by + rows.length) % rows.length);
    }
    if (event.key === 'Enter' && rows[at]) {
      event.preventDefault();
      choose(rows[at]);
    }
  };
  if (chosen)
    return (
      <div className="choice chosen">
        <ClientLine row={chosen} />
        <button type="button" className="link-button" onClick={() => choose(null)}>
          {t('act.change')}
        </button>
      </div>
    );
  return (
    <div>
      <TextInput
        label={t('client.search')}
        placeholder={t('client.searchHint')}
        data-autofocus={autoFocus}
        autoComplete="off"
        data-testid="client-search"
        value={text}
        onKeyDown={keys}
        onChange={(e) => {
          setText(e.currentTarget.value);
          typed?.(e.currentTarget.value);
          setActive(0);
        }}
      />
      {rows.length > 0 ? (
        <div className="choices" role="listbox" aria-label={t('client.found')} style={{ marginTop: 4 }}>
          {rows.map((row, i) => (
            <button
              key={row.id}
              type="button"
              role="option"
              tabIndex={-1}
              className="choice"
              aria-selected={i === at}
              data-testid="client-option"
              onClick={() => choose(row)}
            >
              <ClientLine row={row} />
            </button>
          ))}
        </div>
      ) : null}
      {text.trim().length >= 2 && !searching && rows.length === 0 ? (
        <p className="quiet small" style={{ marginTop: 4 }}>
          {t('client.nobody')}
        </p>
      ) : null}
    </div>
  );
}
