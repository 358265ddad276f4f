// Requests about the office itself: queues, topics, templates, staff, board, channels, quarantine.
import type { z } from 'zod';
import type {
  AbsenceView,
  BoardView,
  ChannelView,
  NewAbsence,
  QueueView,
  StaffView,
  TemplateView,
  TopicView,
} from '#libs/contract/staff.js';
import { call } from './http.adapter.js';
import type { Page } from './tickets.adapter.js';

/** One line of "test connection". */
export interface TestStep {
  step: string;
  ok: boolean;
  message: string;
  ms: number;
}
/** A message that could not be read. */
export interface QuarantineRow {
  id: string;
  channel: string;
  account: string;
  reason: string | null;
  receivedAt: string;
  size: number;
}
/** Where the bytes of a message that could not be read are downloaded, as they came. */
export const rawUrl = (id: string): string => `/api/quarantine/${encodeURIComponent(id)}/raw`;
export type AccountBody = Record<string, unknown>;

const part = encodeURIComponent;
const account = (channel: string, id = ''): string => `/api/channels/${part(channel)}/accounts${id && `/${part(id)}`}`;

export const officeApi = {
  queues: () => call<Page<QueueView>>('GET', '/api/queues'),
  changeQueue: (code: string, body: Record<string, unknown>) => call<QueueView>('PATCH', `/api/queues/${part(code)}`, { body }),
  topics: () => call<Page<TopicView>>('GET', '/api/topics'),
  changeTopic: (code: string, body: Record<string, unknown>) => call<TopicView>('PATCH', `/api/topics/${part(code)}`, { body }),
  templates: () => call<Page<TemplateView>>('GET', '/api/templates'),
  staff: () => call<Page<StaffView>>('GET', '/api/staff'),
  hire: (body: Record<string, unknown>) => call<StaffView>('POST', '/api/staff', { body }),
  changeStaff: (id: string, body: Record<string, unknown>) => call<StaffView>('PATCH', `/api/staff/${part(id)}`, { body }),
  dismiss: (id: string, order: string) => call<unknown>('DELETE', `/api/staff/${part(id)}`, { body: order ? { order } : {} }),
  absences: () => call<Page<AbsenceView>>('GET', '/api/absences'),
  arrangeAbsence: (body: z.infer<typeof NewAbsence>) => call<AbsenceView>('POST', '/api/absences', { body }),
  cancelAbsence: (id: string) => call<unknown>('DELETE', `/api/absences/${part(id)}`),
  board: () => call<BoardView>('GET', '/api/board'),
  channels: () => call<{ items: ChannelView[]; silenced: boolean }>('GET', '/api/channels'),
  silence: (silenced: boolean) => call<unknown>('PUT', '/api/channels/silence', { body: { silenced } }),
  addAccount: (channel: string, body: AccountBody) => call<unknown>('POST', account(channel), { body }),
  changeAccount: (channel: string, id: string, body: AccountBody) => call<unknown>('PATCH', account(channel, id), { body }),
  removeAccount: (channel: string, id: string) => call<unknown>('DELETE', account(channel, id)),
  testAccount: (channel: string, id: string, body: AccountBody) =>
    call<{ steps: TestStep[] }>('POST', `${account(channel, id)}/test`, { body }),
  quarantine: () => call<Page<QuarantineRow>>('GET', '/api/quarantine'),
};
