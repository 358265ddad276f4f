// Russian or English, at once.
import { SegmentedControl } from '@mantine/core';
import { type Language, chooseLanguage, useTexts } from '../texts/language.store.js';

export function LanguageSwitch({ wide = false }: { wide?: boolean }) {
  const { language, t } = useTexts();
  return (
    <SegmentedControl
      size="xs"
      fullWidth={wide}
      aria-label={t('profile.language')}
      value={language}
      onChange={(next) => void chooseLanguage(next as Language)}
      data={[
        { value: 'ru', label: 'Русский' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}
