// The panel's thread by tables: nothing doubled, nothing lost, order kept, marks moved.
import { describe, expect, it } from '@jest/globals';
import type { ChatMessage } from '#libs/contract/events.js';
import { drawerName, SiteShelf, Storage } from './storage.js';
import { EMPTY, merge, nextPending, type Pending, readByManager, resumeAfter, settle, type Thread, unreadAfter } from './thread.js';

const message = (id: string, from: ChatMessage['from'] = 'agent', key: string | null = null): ChatMessage => ({
  id,
  key,
  from,
  author: null,
  text: id,
  at: '2026-11-24T09:00:00.000Z',
  files: [],
  ...(from === 'me' ? { state: 'stored' } : {}),
});
const pending = (key: string, refused?: string): Pending => ({ key, text: key, files: [], at: '2026-11-24T09:00:00.000Z', refused });
const ids = (thread: Thread) => thread.messages.map(({ id }) => id);

describe('merge', () => {
  it.each([
    ['in order of ids, not of arrival', ['9', '10', '100'], ['10', '100', '9']],
    ['once each', ['1', '2'], ['1', '2', '1']],
    ['an id of another kind goes last', ['7', 'out:x'], ['out:x', '7']],
  ])('%s', (_, expected, given) =>
    expect(
      ids(
        merge(
          EMPTY,
          given.map((id) => message(id)),
        ),
      ),
    ).toEqual(expected),
  );

  it('takes arrived words out of the outbox and leaves the others', () => {
    const thread = { ...EMPTY, outbox: [pending('a'), pending('b')] };
    expect(merge(thread, [message('1', 'me', 'a')]).outbox.map(({ key }) => key)).toEqual(['b']);
  });

  it('marks as read what a manager has answered after, not what came later or was answered by the machine', () => {
    const thread = merge(EMPTY, [message('1', 'me'), message('2', 'machine'), message('3', 'me'), message('4'), message('5', 'me')]);
    expect(thread.messages.map(({ state }) => state)).toEqual(['seen', undefined, 'seen', undefined, 'stored']);
    expect(merge(EMPTY, [message('1', 'me'), message('2', 'machine')]).messages[0].state).toBe('stored');
    expect(readByManager(thread).messages.at(-1)?.state).toBe('seen');
  });
});

describe('the outbox', () => {
  it('becomes messages one by one, also when the answer comes twice', () => {
    const thread = { ...EMPTY, outbox: [pending('a'), pending('b')] };
    const once = settle(thread, thread.outbox[0], { ok: true, id: '1', key: 'a' });
    expect([ids(once), once.outbox.map(({ key }) => key)]).toEqual([['1'], ['b']]);
    expect(ids(settle(once, thread.outbox[0], { ok: true, id: '1', key: 'a' }))).toEqual(['1']);
  });

  it('keeps a refused word with its reason and goes on with the next', () => {
    const thread = { ...EMPTY, outbox: [pending('a'), pending('b')] };
    const refused = settle(thread, thread.outbox[0], { ok: false, error: { kind: 'invalid', message: 'Нельзя', facts: {} } });
    expect(refused.outbox[0].refused).toBe('Нельзя');
    expect([nextPending(thread)?.key, nextPending(refused)?.key, nextPending(EMPTY)]).toEqual(['a', 'b', undefined]);
  });
});

it('resumes a little before the end', () => {
  const many = Array.from({ length: 30 }, (_, i) => message(String(i + 1)));
  expect([resumeAfter(many), resumeAfter(many.slice(0, 20)), resumeAfter([])]).toEqual(['10', undefined, undefined]);
});

it('counts replies after the last seen one', () => {
  const messages = [message('9'), message('10', 'me'), message('11', 'machine')];
  expect([null, '8', '9', '11'].map((last) => unreadAfter(messages, last).length)).toEqual([2, 2, 1, 0]);
});

describe('storage', () => {
  const memory = () => {
    const kept = new Map<string, string>();
    return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  };
  it('two tabs keep each other’s unsent words', () => {
    const store = memory();
    const [one, other] = [new Storage('x', store), new Storage('x', store)];
    one.hold(pending('a'));
    other.hold(pending('b'));
    one.hold({ ...pending('a'), refused: 'Нельзя' });
    expect(new Storage('x', store).get().outbox.map(({ key, refused }) => [key, refused])).toEqual([
      ['a', 'Нельзя'],
      ['b', undefined],
    ]);
    other.release('a');
    one.put({ draft: 'текст' });
    expect(new Storage('x', store).get()).toMatchObject({ outbox: [{ key: 'b' }], draft: 'текст' });
  });
  it('works without any, and with a broken one', () => {
    const none = new Storage('x', null);
    none.hold(pending('a'));
    none.hold(pending('b'));
    none.hold(pending('c'));
    none.release('b');
    expect(none.get().outbox.map(({ key }) => key)).toEqual(['a', 'c']);
    expect(new Storage('x', { getItem: () => '{', setItem: () => undefined }).get().token).toBeNull();
  });
  it('is kept by the site that holds the panel, with other tabs told', () => {
    const written: string[] = [];
    const shelf = new SiteShelf({ 'otklik.chat..': '{"token":"t"}', bad: 1 }, (key, value) => written.push(`${key}=${value}`));
    const drawer = new Storage('otklik.chat..', shelf);
    expect(drawer.get().token).toBe('t');
    shelf.set('otklik.chat..', JSON.stringify({ token: 't', outbox: [pending('b')] }));
    drawer.hold(pending('a'));
    expect(drawer.get().outbox.map(({ key }) => key)).toEqual(['b', 'a']);
    expect(written).toHaveLength(1);
  });
  it('gives every chat and signed user a drawer', () => {
    const token = (sub: string) => `h.${btoa(JSON.stringify({ sub }))}.s`;
    expect([
      drawerName(undefined, undefined),
      drawerName('site', token('42')),
      drawerName('site', token('43')),
      drawerName('site', 'x'),
    ]).toEqual(['otklik.chat..', 'otklik.chat.site.42', 'otklik.chat.site.43', 'otklik.chat.site.unknown']);
  });
});
