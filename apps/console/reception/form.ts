// What the reception types in, what is still missing, and the request it becomes.
import type { ClientRow } from '#libs/contract/clients.js';
import type { ClientCategory, TicketKind } from '#libs/contract/tickets.js';
import type { TicketDraft } from '../api/tickets.adapter.js';
import type { TextKey } from '../texts/language.store.js';
import { tidyName } from './person-name.js';

export interface Form {
  find: string;
  client: ClientRow | null;
  name: string;
  phone: string;
  email: string;
  category: ClientCategory;
  topic: string | null;
  kind: TicketKind;
  text: string;
  queue: string | null;
  collective: boolean;
  count: string;
  contact: string;
  print: boolean;
}
export const BLANK: Form = {
  find: '',
  client: null,
  name: '',
  phone: '',
  email: '',
  category: 'applicant',
  topic: null,
  kind: 'request',
  text: '',
  queue: null,
  collective: false,
  count: '2',
  contact: '',
  print: true,
};

/** What the server is asked to register. Silent fields are left to its rules. */
export function draftOf(form: Form, channel: string | undefined): TicketDraft {
  const fresh = {
    name: tidyName(form.name),
    category: form.category,
    ...(form.phone ? { phone: form.phone } : {}),
    ...(form.email ? { email: form.email } : {}),
  };
  return {
    client: form.client ? { id: form.client.id } : fresh,
    topic: form.topic!,
    kind: form.kind,
    text: form.text.trim(),
    ...(form.queue ? { queue: form.queue } : {}),
    ...(channel ? { channel } : {}),
    ...(form.collective ? { collective: { count: Number(form.count), contact: form.contact.trim() } } : {}),
  };
}

export type Change = (fields: Partial<Form>) => void;

/** The sentence about the first thing missing, or null. */
export function missingIn(form: Form): TextKey | null {
  if (!form.client && !form.name.trim()) return 'reception.needsClient';
  if (!form.topic) return 'fulfil.needsTopic';
  if (!form.text.trim()) return 'newTicket.needsText';
  if (form.collective && (!(Number(form.count) >= 2) || !form.contact.trim())) return 'reception.needsCollective';
  return null;
}
