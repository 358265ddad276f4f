// The reception's first field: a phone, a name or an address, and the clients it finds.
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { ClientRow } from '#libs/contract/clients.js';
import { ClientLine, useFoundClients } from '../client/client-search.js';
import { useTexts } from '../texts/language.store.js';
import type { Change, Form } from './form.js';
import { readFirstField } from './person-name.js';

/** The first field and what it finds; Enter takes the first, Ctrl+Enter goes on with a new client. */
export function Finder({ form, change }: { form: Form; change: Change }) {
  const { t } = useTexts();
  const { rows } = useFoundClients(form.client ? '' : form.find);
  const [active, setActive] = useState(0);
  const at = Math.min(active, Math.max(0, rows.length - 1));
  const take = (row: ClientRow): void => {
    change({ client: row, category: row.category });
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid=reception-topic]')?.focus());
  };
  const keys = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && rows.length > 0) {
      event.preventDefault();
      setActive((at + by + rows.length) % rows.length);
    }
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    if (rows[at]) take(rows[at]);
    else document.querySelector<HTMLElement>('[data-testid=reception-name]')?.focus();
  };
  const type = (text: string): void => {
    setActive(0);
    const read = readFirstField(text);
    change({
      find: text,
      ...(read.phone ? { phone: read.phone } : {}),
      ...(read.email ? { email: read.email } : {}),
      ...(read.name ? { name: read.name } : {}),
    });
  };
  if (form.client)
    return (
      <div className="choice chosen" data-testid="reception-client">
        <ClientLine row={form.client} />
        <button type="button" className="link-button" onClick={() => change({ client: null })}>
          {t('act.change')}
        </button>
      </div>
    );
  return (
    <div>
      <TextInput
        size="md"
        label={t('reception.find')}
        data-testid="reception-find"
        autoFocus
        autoComplete="off"
        value={form.find}
        onKeyDown={keys}
        onChange={(e) => type(e.currentTarget.value)}
      />
      {rows.length > 0 ? (
        <div className="choices" role="listbox" aria-label={t('client.found')} style={{ marginTop: 4 }}>
          {rows.slice(0, 6).map((row, i) => (
            <button
              key={row.id}
              type="button"
              role="option"
              tabIndex={-1}
              className="choice"
              aria-selected={i === at}
              data-testid="reception-option"
              onClick={() => take(row)}
            >
              <ClientLine row={row} />
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
