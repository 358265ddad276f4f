// Requests about clients, their cards, and imports of lists.
import type { ClientPatch, ClientRow, ClientView, NewClient } from '#libs/contract/clients.js';
import { call, query } from './http.adapter.js';
import type { Page } from './tickets.adapter.js';

/** What an uploaded list would change, before anybody confirms it. */
export interface ImportPreview {
  id: string;
  creates: number;
  updates: number;
  /** Rows that repeat an earlier row. */
  duplicates: { line: number; of: number; name: string }[];
  /** The first cells that cannot be taken; `wrong` counts all. */
  errors: { line: number; field: string; value: string; words: { ru: string; en: string } }[];
  wrong: number;
  /** Columns of the file that nothing reads. */
  unknown: string[];
  sample: Record<string, unknown>[];
}

const at = (id: string, rest = ''): string => `/api/clients/${encodeURIComponent(id)}${rest}`;

export const clientsApi = {
  find: (q: string, signal?: AbortSignal) => call<Page<ClientRow>>('GET', `/api/clients${query({ q })}`, signal ? { signal } : {}),
  one: (id: string) => call<ClientView>('GET', at(id)),
  create: (client: NewClient) => call<ClientView>('POST', '/api/clients', { body: client }),
  patch: (id: string, patch: ClientPatch) => call<ClientView>('PATCH', at(id), { body: patch }),
  /** The answer's id is the handle of the undo. */
  merge: (client: string, into: string) => call<{ id: string }>('POST', '/api/clients/merges', { body: { client, into } }),
  unmerge: (id: string) => call<ClientView>('DELETE', `/api/clients/merges/${encodeURIComponent(id)}`),
  addRepresentative: (id: string, body: { client: string; relation: 'parent' | 'legal'; confirmed: boolean; reason?: string }) =>
    call<unknown>('POST', at(id, '/representatives'), { body }),
  preview: (file: File, kind: 'clients' | 'staff') => {
    const form = new FormData();
    form.set('file', file);
    return call<ImportPreview>('POST', `/api/imports${query({ kind })}`, { body: form });
  },
  confirmImport: (id: string) => call<unknown>('POST', `/api/imports/${encodeURIComponent(id)}/confirmation`, { body: {} }),
  undoImport: (id: string) => call<unknown>('DELETE', `/api/imports/${encodeURIComponent(id)}`),
};
