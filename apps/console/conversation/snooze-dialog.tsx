// Putting a ticket off until a moment; the client's word brings it back earlier.
import '@mantine/dates/styles.css';
import { DateTimePicker } from '@mantine/dates';
import 'dayjs/locale/ru';
import { useState } from 'react';
import type { DialogProps } from '../chrome/dialog-host.js';
import { Frame } from '../chrome/frame.js';
import { serverNow } from '../live/server-clock.store.js';
import { fullMoment } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { snoozeTicket } from './acts.js';
import { isoToWall, snoozeChoices, wallToIso } from './moments.js';

export function SnoozeDialog({ ticketId }: DialogProps) {
  const { t, language } = useTexts();
  const [until, setUntil] = useState<string | null>(null);
  const choices = snoozeChoices(serverNow());
  if (!ticketId) return null;
  const past = until !== null && Date.parse(until) <= serverNow();
  return (
    <Frame
      title={t('snooze.title')}
      verb={t('act.snooze')}
      testId="snooze-dialog"
      missing={until === null ? t('snooze.choose') : past ? t('snooze.past') : null}
      run={() => snoozeTicket(ticketId, until!)}
    >
      <div>
        {choices.map((choice, i) => (
          <button
            key={choice.text}
            type="button"
            className="choice"
            data-autofocus={i === 0 || undefined}
            data-testid={`snooze-${i}`}
            aria-pressed={until === choice.until}
            onClick={() => setUntil(choice.until)}
          >
            <span className="grow">{t(choice.text)}</span>
            <span className="quiet small">{fullMoment(choice.until, language).replace(/:\d\d \(.*$/, '')}</span>
          </button>
        ))}
      </div>
      <DateTimePicker
        label={t('snooze.exact')}
        locale={language}
        valueFormat="D MMMM YYYY, HH:mm"
        minDate={isoToWall(serverNow()).slice(0, 10)}
        clearable
        value={until ? isoToWall(Date.parse(until)) : null}
        onChange={(wall) => setUntil(wall ? wallToIso(wall) : null)}
      />
      <p className="quiet small">{t('snooze.hint')}</p>
    </Frame>
  );
}
