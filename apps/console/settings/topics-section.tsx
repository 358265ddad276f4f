// Topics: their names, the queue each goes to, and whether it is a typical question.
import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TopicView } from '#libs/contract/staff.js';
import { officeApi } from '../api/office.adapter.js';
import { Empty } from '../chrome/states.js';
import { toast, toastError } from '../chrome/toast.js';
import { useCell } from '../live/hooks.js';
import { loadTopics, queues, topics } from '../live/office.store.js';
import { may } from '../session/session.store.js';
import { useTexts } from '../texts/language.store.js';
import { matches } from '../texts/layout.js';

function Topic({ topic }: { topic: TopicView }) {
  const { t, language } = useTexts();
  const lines = useCell(queues);
  const fixed = !may('topic.write');
  const [name, setName] = useState(topic[language]);
  const known = lines.map((one) => ({ value: one.code, label: one.name }));
  const choices = known.some((one) => one.value === topic.queue) ? known : [{ value: topic.queue, label: topic.queue }, ...known];
  const change = (body: Record<string, unknown>): void =>
    void officeApi
      .changeTopic(topic.code, body)
      .then(loadTopics)
      .then(() => toast(t('topic.saved')))
      .catch(toastError);
  const rename = (): void => {
    if (name.trim() && name.trim() !== topic[language]) change({ [language]: name.trim() });
  };
  return (
    <tr data-testid={`topic-${topic.code}`}>
      <td style={{ minWidth: 260 }}>
        <TextInput
          disabled={fixed}
          size="xs"
          aria-label={t('topic.name')}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(e) => e.key === 'Enter' && rename()}
        />
        <div className="quiet small">{topic.code}</div>
      </td>
      <td style={{ minWidth: 200 }}>
        <NativeSelect
          disabled={fixed}
          size="xs"
          aria-label={t('topic.queue')}
          value={topic.queue}
          data={choices}
          onChange={(e) => change({ queue: e.currentTarget.value })}
        />
      </td>
      <td>
        <Switch
          disabled={fixed}
          aria-label={t('topic.typical')}
          checked={topic.typical}
          onChange={(e) => change({ typical: e.currentTarget.checked })}
        />
      </td>
      <td>
        <Switch
          disabled={fixed}
          aria-label={t('topic.active')}
          checked={topic.active}
          onChange={(e) => change({ active: e.currentTarget.checked })}
        />
      </td>
    </tr>
  );
}

export function TopicsSection() {
  const { t, language } = useTexts();
  const known = useCell(topics);
  const [query, setQuery] = useState('');
  const shown = known.filter((one) => matches(`${one.ru} ${one.en} ${one.code}`, query));
  return (
    <>
      <TextInput
        mb={12}
        placeholder={t('topic.search')}
        aria-label={t('topic.search')}
        value={query}
        onChange={(e) => setQuery(e.currentTarget.value)}
      />
      {shown.length === 0 ? (
        <Empty title={t('topic.none')} />
      ) : (
        <div className="table-card">
          <table>
            <thead>
              <tr>
                <th>{t('topic.name')}</th>
                <th>{t('topic.queue')}</th>
                <th>{t('topic.typical')}</th>
                <th>{t('topic.active')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((topic) => (
                <Topic key={`${topic.code}${language}`} topic={topic} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
