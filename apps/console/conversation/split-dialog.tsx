// Taking messages about another matter out into a ticket of their own.
import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DialogProps } from '../chrome/dialog-host.js';
import { Frame } from '../chrome/frame.js';
import { useKeyed } from '../live/hooks.js';
import { timeOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { splitTicket } from './acts.js';
import { conversations } from './messages.store.js';

export function SplitDialog({ ticketId }: DialogProps) {
  const { t, language } = useTexts();
  const known = useKeyed(conversations, ticketId);
  const [chosen, setChosen] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  if (!ticketId || !known) return null;
  const run = (): Promise<void> => splitTicket(ticketId, chosen, reason.trim() || undefined);
  const toggle = (id: string, on: boolean): void => setChosen((now) => (on ? [...now, id] : now.filter((one) => one !== id)));
  return (
    <Frame
      title={t('split.title')}
      verb={t('split.verb')}
      testId="split-dialog"
      missing={chosen.length > 0 ? null : t('split.choose')}
      run={run}
    >
      <p className="quiet small">{t('split.hint')}</p>
      <div className="choices">
        {known.messages
          .filter((message) => !message.deleted)
          .map((message) => (
            <Checkbox
              key={message.id}
              p={6}
              checked={chosen.includes(message.id)}
              onChange={(e) => toggle(message.id, e.currentTarget.checked)}
              label={
                <span>
                  <span className="quiet small">
                    {timeOf(message.at, language)} · {message.author.name}
                  </span>
                  <br />
                  {message.text.slice(0, 140) || t('row.noText')}
                </span>
              }
            />
          ))}
      </div>
      <TextInput label={t('split.reason')} value={reason} maxLength={1000} onChange={(e) => setReason(e.currentTarget.value)} />
    </Frame>
  );
}
