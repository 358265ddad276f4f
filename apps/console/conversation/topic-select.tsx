// Choosing a topic by typing any of its words, in either keyboard layout; Enter takes the first found.
import { type ComboboxItem, type OptionsFilter, Select } from '@mantine/core';
import { useCell } from '../live/hooks.js';
import { topics } from '../live/office.store.js';
import { useTexts } from '../texts/language.store.js';
import { matches } from '../texts/layout.js';

const byWords: OptionsFilter = ({ options, search }) => (options as ComboboxItem[]).filter((option) => matches(option.label, search));

interface TopicSelectProps {
  value: string | null;
  choose: (topic: string | null) => void;
  testId: string;
  required?: boolean;
  first?: boolean;
}

/** `first`: the caret starts here when the dialog opens. */
export function TopicSelect({ value, choose, testId, required = false, first = false }: TopicSelectProps) {
  const { t, language } = useTexts();
  // A topic that is no longer active stays shown while it is the chosen one.
  const data = useCell(topics)
    .filter((topic) => topic.active || topic.code === value)
    .map((topic) => ({ value: topic.code, label: topic[language] }));
  return (
    <Select
      label={t('ticket.topic')}
      required={required}
      searchable
      selectFirstOptionOnChange
      filter={byWords}
      data={data}
      value={value}
      onChange={choose}
      nothingFoundMessage={t('topic.none')}
      data-testid={testId}
      data-autofocus={first || undefined}
    />
  );
}
