// Finding a client while typing: a phone, a name, an address; results by arrows and Enter.
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ClientRow } from '#libs/contract/clients.js';
import { useTexts } from '../texts/language.store.js';
import { ChosenClient, FoundClients, useFoundClients } from './found-clients.js';
import { useChoice } from './use-choice.js';

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
  const { rows, searching } = useFoundClients(text);
  const choice = useChoice(rows, choose);
  if (chosen) return <ChosenClient row={chosen} change={() => choose(null)} />;
  return (
    <div>
      <TextInput
        label={t('client.search')}
        placeholder={t('client.searchHint')}
        data-autofocus={autoFocus}
        autoComplete="off"
        data-testid="client-search"
        value={text}
        onKeyDown={choice.keys}
        onChange={(e) => {
          setText(e.currentTarget.value);
          typed?.(e.currentTarget.value);
          choice.restart();
        }}
      />
      <FoundClients rows={rows} at={choice.at} take={choose} testId="client-option" />
      {text.trim().length >= 2 && !searching && rows.length === 0 ? (
        <p className="quiet small" style={{ marginTop: 4 }}>
          {t('client.nobody')}
        </p>
      ) : null}
    </div>
  );
}
