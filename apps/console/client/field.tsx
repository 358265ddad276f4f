// One line of the card, edited in place: a press opens it, Enter or leaving saves, Escape gives up.
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { may } from '../session/session.store.js';
import { useTexts } from '../texts/language.store.js';

interface FieldProps {
  name: string;
  label: string;
  value: string;
  /** What is shown instead of the raw value. */
  shown?: string;
  choices?: { value: string; label: string }[];
  long?: boolean;
  /** Hint of the format, e.g. ДД.ММ.ГГГГ. */
  hint?: string;
  save: (value: string) => void;
}

export function Field({ name, label, value, shown, choices, long, hint, save }: FieldProps) {
  const { t } = useTexts();
  const [text, setText] = useState<string | null>(null);
  const done = (next: string): void => {
    setText(null);
    if (next.trim() !== value) save(next.trim());
  };
  const keys = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      setText(null);
    }
    if (event.key === 'Enter' && !(long && event.shiftKey)) {
      event.preventDefault();
      done(text ?? value);
    }
  };
  const own = {
    size: 'xs' as const,
    'aria-label': label,
    autoFocus: true,
    onKeyDown: keys,
    onBlur: () => done(text ?? value),
    ...(hint ? { placeholder: hint } : {}),
  };
  return (
    <div className="field" data-testid={`client-${name}`}>
      <span className="label">{label}</span>
      {may('client.write') ? null : <span className={value ? '' : 'quiet'}>{shown || value || t('client.empty')}</span>}
      {text === null && may('client.write') ? (
        <button
          type="button"
          className={`value ${value ? '' : 'quiet'}`}
          aria-label={`${label}: ${shown || value || t('client.empty')}`}
          onClick={() => setText(value)}
        >
          {shown || value || t('client.empty')}
        </button>
      ) : null}
      {text !== null && choices ? (
        <NativeSelect {...own} data={choices} value={text} onChange={(e) => done(e.currentTarget.value)} />
      ) : null}
      {text !== null && !choices && long ? (
        <Textarea {...own} autosize minRows={2} maxRows={8} value={text} onChange={(e) => setText(e.currentTarget.value)} />
      ) : null}
      {text !== null && !choices && !long ? <TextInput {...own} value={text} onChange={(e) => setText(e.currentTarget.value)} /> : null}
    </div>
  );
}
