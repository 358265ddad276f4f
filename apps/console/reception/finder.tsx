// The reception's first field: a phone, a name or an address, and the clients it finds.
import { TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { ClientRow } from '#libs/contract/clients.js';
import { ChosenClient, FoundClients, useFoundClients } from '../client/found-clients.js';
import { useChoice } from '../client/use-choice.js';
import { useTexts } from '../texts/language.store.js';
import type { Change, Form } from './form.js';
import { followFirstField } from './person-name.js';

const MOST_SHOWN = 6;

const focusOn = (testId: string): void => document.querySelector<HTMLElement>(`[data-testid=${testId}]`)?.focus();

/** The first field and what it finds; Enter takes the first, Ctrl+Enter goes on with a new client. */
export function Finder({ form, change }: { form: Form; change: Change }) {
  const { t } = useTexts();
  const { rows } = useFoundClients(form.client ? '' : form.find);
  const take = (row: ClientRow): void => {
    change({ client: row, category: row.category });
    requestAnimationFrame(() => focusOn('reception-topic'));
  };
  const choice = useChoice(rows.slice(0, MOST_SHOWN), take);
  const keys = (event: KeyboardEvent): void => {
    if (choice.keys(event) || event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    focusOn('reception-name');
  };
  const type = (text: string): void => {
    choice.restart();
    change({ find: text, ...followFirstField(form, text) });
  };
  if (form.client) return <ChosenClient row={form.client} change={() => change({ client: null })} testId="reception-client" />;
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
      <FoundClients rows={choice.rows} at={choice.at} take={take} testId="reception-option" />
    </div>
  );
}
