// Requests about the person at the desk: session, presence, offers, drafts, files, calls.
import type { PresenceState, SessionView } from '#libs/contract/staff.js';
import type { OfferView, TicketView } from '#libs/contract/tickets.js';
import { call } from './http.adapter.js';

export interface DemoPerson {
  login: string;
  name: string;
  role: SessionView['agent']['role'];
  title: string;
}
export interface StoredFile {
  id: string;
  name: string;
  size: number;
  sha256: string;
}
export interface ServerDraft {
  text: string;
  mode: 'reply' | 'note';
}
export type CallAct = 'hold' | 'resume' | 'hangup' | 'wrap-up';

export const deskApi = {
  /** Who is signed in, if anybody; answered to everybody. */
  arrival: () => call<{ session: SessionView | null; demo: boolean }>('GET', '/api/arrival'),
  session: () => call<SessionView>('GET', '/api/session'),
  signIn: (login: string, password: string) => call<SessionView>('POST', '/api/session', { body: { login, password } }),
  signOut: () => call<void>('DELETE', '/api/session'),
  demo: () => call<{ people: DemoPerson[] }>('GET', '/api/demo'),
  presence: (state: Exclude<PresenceState, 'wrap-up'>, reason?: string) =>
    call<{ state: PresenceState; since: string }>('PUT', '/api/presence', { body: { state, ...(reason ? { reason } : {}) } }),
  offers: () => call<{ items: OfferView[] }>('GET', '/api/offers'),
  accept: (offer: string, key: string) =>
    call<TicketView>('POST', `/api/offers/${encodeURIComponent(offer)}/acceptance`, { body: {}, key }),
  refuse: (offer: string, reason: string) =>
    call<unknown>('POST', `/api/offers/${encodeURIComponent(offer)}/refusal`, { body: { reason } }),
  draft: (ticketId: string) => call<ServerDraft | undefined>('GET', `/api/drafts/${encodeURIComponent(ticketId)}`),
  keepDraft: (ticketId: string, draft: ServerDraft) => call<unknown>('PUT', `/api/drafts/${encodeURIComponent(ticketId)}`, { body: draft }),
  upload: (file: File, key: string, signal: AbortSignal) => {
    const form = new FormData();
    form.set('file', file, file.name);
    return call<StoredFile>('POST', '/api/files', { body: form, key, signal });
  },
  /** Undefined where no phone in the browser is set up. */
  softphoneToken: () => call<{ token: string } | undefined>('GET', '/api/softphone/token'),
  currentCall: () => call<{ call: { callId: string; ticketId: string; state: string; since: string } | null }>('GET', '/api/calls/current'),
  callBack: (target: { ticketId: string; phone: string }) => call<unknown>('POST', '/api/calls', { body: target }),
  act: (callId: string, act: CallAct) => call<unknown>('POST', `/api/calls/${encodeURIComponent(callId)}/${act}`, { body: {} }),
};
/** Where the recording of a call is heard. */
export const recordingUrl = (ticketId: string, callId: string): string =>
  `/api/tickets/${encodeURIComponent(ticketId)}/recordings/${encodeURIComponent(callId)}`;
/** Where a stored file is downloaded. */
export const fileUrl = (id: string): string => `/api/files/${encodeURIComponent(id)}`;
