// The list of tickets: tabs with the server's counters, search, and a window of rows that do not move under the pointer.
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { VList, type VListHandle } from 'virtua';
import { Icon } from '../chrome/icon.js';
import { Bones, Empty, Failure } from '../chrome/states.js';
import type { TicketStatus } from '#libs/contract/tickets.js';
import { useNames } from '../conversation/system-line.js';
import { useKeyed } from '../live/hooks.js';
import { channelOf } from '../live/office.store.js';
import { go } from '../session/route.store.js';
import { timeOf } from '../texts/format.js';
import { useTexts } from '../texts/language.store.js';
import { flipLayout } from '../texts/layout.js';
import { applyHeld, lists, loadMore, onScreen, refreshList } from './lists.store.js';
import { ListTabs } from './list-tabs.js';
import { statusFace } from './status.js';
import { TicketRow } from './ticket-row.js';
import { type ListWindow, changesOf } from './window.js';

const ROW = 76;
const NEAR_END = 600;
const UNFREEZE_MS = 1000;
interface ListPaneProps {
  filter: Record<string, string>;
  listId: string;
  selected: string | null;
  open: (id: string) => void;
}

/** Search waits until the person pauses; Escape clears it. */
function Search({ filter }: { filter: Record<string, string> }) {
  const { t } = useTexts();
  const [text, setText] = useState(filter.q ?? '');
  useEffect(() => setText(filter.q ?? ''), [filter.q]);
  useEffect(() => {
    if (text.trim() === (filter.q ?? '')) return;
    const timer = setTimeout(() => {
      const { q: _old, ...rest } = filter;
      go({ filter: text.trim() ? { ...rest, q: text.trim() } : rest }, true);
    }, 250);
    return () => clearTimeout(timer);
  }, [text, filter]);
  return (
    <div className="list-search">
      <TextInput
        className="grow"
        size="xs"
        type="search"
        id="ticket-search"
        data-testid="search"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        leftSection={<Icon name="search" size={15} />}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
        onKeyDown={(e) => e.key === 'Escape' && setText('')}
      />
    </div>
  );
}

/** What narrows the list beyond its tab, with the way back. */
function FilterNote({ filter }: { filter: Record<string, string> }) {
  const { t, language } = useTexts();
  const names = useNames();
  const extra = Object.entries(filter).filter(([name]) => !['view', 'sort', 'q'].includes(name));
  if (extra.length === 0) return null;
  const words: Record<string, (value: string) => string> = {
    queue: (value) => names.queue(value) ?? value,
    assignee: (value) => names.agent(value) ?? value,
    channel: (value) => channelOf(value).label[language],
    status: (value) =>
      value === 'open'
        ? t('list.open')
        : [...new Set(value.split(',').map((one) => t(statusFace({ status: one as TicketStatus, waitingFor: null }).text)))].join(', '),
    client: () => t('list.ofClient'),
  };
  return (
    <div className="list-note">
      <span className="ellipsis">
        {t('list.filtered')} {extra.map(([name, value]) => words[name]?.(value) ?? value).join(' · ')}
      </span>
      <button type="button" className="link-button" onClick={() => go({ filter: { view: filter.view ?? 'mine' } })}>
        {t('list.reset')}
      </button>
    </div>
  );
}

function Rows({ list, listId, selected, open }: ListPaneProps & { list: ListWindow }) {
  const handle = useRef<VListHandle>(null);
  const { t } = useTexts();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls, rows that move by themselves do not
  useEffect(() => {
    const at = selected ? list.ids.indexOf(selected) : -1;
    if (at >= 0) handle.current?.scrollToIndex(at, { align: 'nearest' });
  }, [selected]);
  const scrolled = (offset: number): void => {
    const vlist = handle.current;
    if (vlist && vlist.scrollSize - offset - vlist.viewportSize < NEAR_END) void loadMore(listId);
  };
  return (
    <VList
      ref={handle}
      role="listbox"
      aria-label={t('list.label')}
      data={list.ids}
      itemSize={ROW}
      onScroll={scrolled}
      style={{ height: '100%' }}
    >
      {(id, index) => (
        <TicketRow key={id} id={id} index={index} total={list.next ? -1 : list.ids.length} selected={id === selected} open={open} />
      )}
    </VList>
  );
}

function Body(props: ListPaneProps) {
  const { t } = useTexts();
  const list = useKeyed(lists, props.listId);
  if (!list || (list.state === 'loading' && list.ids.length === 0))
    return <Bones height={ROW} retry={() => void refreshList(props.listId)} />;
  if (list.ids.length > 0) return <Rows {...props} list={list} />;
  if (list.state === 'failed') return <Failure message={list.error ?? ''} retry={() => void refreshList(props.listId)} />;
  const { q, view } = props.filter;
  if (q)
    return (
      <Empty
        title={t('empty.search', { q })}
        hint={t('empty.flip', { q: flipLayout(q) })}
        action={{ label: t('list.reset'), act: () => go({ filter: { view: view ?? 'mine' } }) }}
      />
    );
  return <Empty title={t('empty.all')} hint={view === 'mine' ? t('empty.mine') : undefined} />;
}

export function ListPane(props: ListPaneProps) {
  const { t, language } = useTexts();
  const list = useKeyed(lists, props.listId);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const updates = list ? changesOf(list) : 0;
  const freeze = (): void => {
    clearTimeout(timer.current);
    onScreen.frozen = true;
  };
  const thaw = (): void => {
    timer.current = setTimeout(() => {
      onScreen.frozen = false;
      applyHeld(onScreen.key);
    }, UNFREEZE_MS);
  };
  return (
    <section className="list-pane" aria-label={t('nav.inbox')}>
      <ListTabs filter={props.filter} />
      <Search filter={props.filter} />
      <FilterNote filter={props.filter} />
      {list?.state === 'failed' && list.ids.length > 0 ? (
        <div className="list-note danger" role="alert">
          {t('err.load', { time: timeOf(list.at, language) })}
          <button type="button" className="link-button" onClick={() => void refreshList(props.listId)}>
            {t('act.retry')}
          </button>
        </div>
      ) : null}
      <div className="list-body" onPointerEnter={freeze} onPointerLeave={thaw}>
        {updates > 0 ? (
          <button type="button" className="updates" data-testid="updates" onClick={() => applyHeld(props.listId)}>
            {t('list.updates', { n: updates })}
          </button>
        ) : null}
        <Body {...props} />
      </div>
    </section>
  );
}
