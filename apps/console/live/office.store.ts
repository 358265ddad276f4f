// What changes rarely and is asked once: queues, topics, templates, channels, staff; renewed after a resync.
import type { ChannelView, QueueView, StaffView, TemplateView, TopicView } from '#libs/contract/staff.js';
import type { ChannelDescriptor } from '#libs/contract/channels.js';
import { officeApi } from '../api/office.adapter.js';
import { cell } from './cell.js';
import { useCell } from './hooks.js';

export const queues = cell<QueueView[]>([]);
export const topics = cell<TopicView[]>([]);
export const templates = cell<TemplateView[]>([]);
export const channels = cell<ChannelView[]>([]);
export const staff = cell<StaffView[]>([]);

/** Drawn for a channel whose descriptor is unknown: everything modest, nothing promised. */
const unknownChannel = (id: string): ChannelDescriptor => ({
  id,
  label: { ru: id, en: id },
  icon: 'form',
  turns: 'letter',
  live: false,
  weight: 0,
  text: { maxLength: 100_000, splits: false, markup: 'plain' },
  files: { maxBytes: 20 << 20, maxCount: 10 },
  buttons: false,
  edits: false,
  marks: 'none',
  typing: false,
  starts: 'none',
  identity: 'account',
});

const renew = async <T>(target: { set(next: T[]): void }, ask: () => Promise<{ items: T[] }>): Promise<void> => {
  try {
    target.set((await ask()).items);
  } catch {
    // A list that is not allowed or not reachable stays as it was; screens say what is missing.
  }
};

export const loadQueues = (): Promise<void> => renew(queues, officeApi.queues);
export const loadTopics = (): Promise<void> => renew(topics, officeApi.topics);
export const loadChannels = (): Promise<void> => renew(channels, officeApi.channels);
export const loadStaff = (): Promise<void> => renew(staff, officeApi.staff);
const loadTemplates = (): Promise<void> => renew(templates, officeApi.templates);

export async function loadOffice(): Promise<void> {
  await Promise.all([loadQueues(), loadTopics(), loadChannels(), loadStaff(), loadTemplates()]);
}

/** Presence as the sockets tell it, over the list of staff. */
export function learnPeople(people: { agent: string; state: StaffView['presence']; since: string }[]): void {
  const news = new Map(people.map((p) => [p.agent, p]));
  staff.change((now) =>
    now.map((person) => {
      const told = news.get(person.id);
      return told ? { ...person, presence: told.state, since: told.since } : person;
    }),
  );
}

/** Descriptor of a channel by its id. */
export function channelOf(id: string): ChannelDescriptor {
  return channels.get().find((c) => c.descriptor.id === id)?.descriptor ?? unknownChannel(id);
}

export function useChannel(id: string): ChannelDescriptor {
  const known = useCell(channels);
  return known.find((c) => c.descriptor.id === id)?.descriptor ?? unknownChannel(id);
}
