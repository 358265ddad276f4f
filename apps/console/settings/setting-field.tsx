// One setting of a channel as its kind wants it: a text, a secret, a switch, a choice, lines.
import { NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useTexts } from '../texts/language.store.js';
import type { FormField } from './schema.js';

interface SettingFieldProps {
  field: FormField;
  value: string | boolean;
  /** A value is kept on the server: a secret is then only replaced. */
  stored: boolean;
  change: (value: string | boolean) => void;
}

export function SettingField({ field, value, stored, change }: SettingFieldProps) {
  const { t } = useTexts();
  const common = { label: field.label, description: field.hint || undefined, required: field.required && !stored };
  if (field.secret)
    return (
      <PasswordInput
        {...common}
        autoComplete="new-password"
        placeholder={stored ? t('channel.secretStored') : ''}
        value={String(value)}
        onChange={(e) => change(e.currentTarget.value)}
      />
    );
  if (field.kind === 'switch')
    return (
      <Switch
        mt={28}
        label={field.label}
        description={field.hint || undefined}
        checked={Boolean(value)}
        onChange={(e) => change(e.currentTarget.checked)}
      />
    );
  if (field.kind === 'choice')
    return <NativeSelect {...common} data={field.choices} value={String(value)} onChange={(e) => change(e.currentTarget.value)} />;
  if (field.kind === 'lines' || field.kind === 'json')
    return (
      <Textarea
        className={field.kind === 'json' ? 'whole' : ''}
        {...common}
        autosize
        minRows={2}
        maxRows={8}
        value={String(value)}
        onChange={(e) => change(e.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      inputMode={field.kind === 'number' ? 'numeric' : 'text'}
      value={String(value)}
      onChange={(e) => change(e.currentTarget.value)}
    />
  );
}
