// The tabs above the list with the server's counters, the rarer lists and the order.
import { ActionIcon, Menu } from '@mantine/core';
import type { Counts } from '../api/tickets.adapter.js';
import { Icon } from '../chrome/icon.js';
import { useCell } from '../live/hooks.js';
import { go } from '../session/route.store.js';
import { type TextKey, useTexts } from '../texts/language.store.js';
import { counts } from './lists.store.js';
import { sortOf } from './sorts.js';

interface Tab {
  view: string;
  text: TextKey;
}
const TABS: Tab[] = [
  { view: 'mine', text: 'tab.mine' },
  { view: 'queues', text: 'tab.free' },
  { view: 'all', text: 'tab.all' },
];
const MORE: Tab[] = [
  { view: 'snoozed', text: 'tab.snoozed' },
  { view: 'overdue', text: 'tab.overdue' },
  { view: 'resolved', text: 'tab.resolved' },
];
/** Opened by numbers of the board only. */
const OF_BOARD: Tab[] = [
  { view: 'today', text: 'tab.today' },
  { view: 'resolved-today', text: 'tab.resolvedToday' },
];
const SORTS: { sort: string; text: TextKey }[] = [
  { sort: 'due', text: 'sort.due' },
  { sort: 'oldest', text: 'sort.oldest' },
  { sort: 'newest', text: 'sort.newest' },
];
const isCounted = (view: string): view is keyof Counts => ['mine', 'queues', 'all', 'snoozed'].includes(view);

export function ListTabs({ filter }: { filter: Record<string, string> }) {
  const { t } = useTexts();
  const numbers = useCell(counts);
  const show = (fields: Record<string, string>): void => go({ filter: { ...fields, ...(filter.sort ? { sort: filter.sort } : {}) } });
  const extra = [...MORE, ...OF_BOARD].find((tab) => tab.view === filter.view);
  const tabs = extra ? [...TABS, extra] : TABS;
  return (
    <div className="list-tabs">
      <div role="tablist" aria-label={t('list.tabs')}>
        {tabs.map(({ view, text }) => (
          <button
            key={view}
            type="button"
            role="tab"
            className="list-tab ellipsis"
            data-testid={`tab-${view}`}
            aria-selected={filter.view === view}
            onClick={() => show({ view })}
          >
            {t(text)} <span className="count">{numbers && isCounted(view) ? numbers[view] : ''}</span>
          </button>
        ))}
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('list.more')} data-testid="list-more">
            <Icon name="dots" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {MORE.map(({ view, text }) => (
            <Menu.Item key={view} data-testid={`tab-${view}`} onClick={() => show({ view })}>
              {t(text)}
              {numbers && view === 'snoozed' ? ` · ${numbers.snoozed}` : ''}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{t('sort.label')}</Menu.Label>
          {SORTS.map(({ sort, text }) => (
            <Menu.Item key={sort} leftSection={sortOf(filter) === sort ? '✓' : ' '} onClick={() => go({ filter: { ...filter, sort } })}>
              {t(text)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
