// Wire types of clients: cards, identities, representatives, history.
import { z } from 'zod';
import { ClientCategory, Ref } from './tickets.js';

const IdentityView = z.object({
  id: z.string(),
  kind: z.string(),
  value: z.string(),
  display: z.string(),
  channel: z.string().nullable(),
  verified: z.boolean(),
});
export type IdentityView = z.infer<typeof IdentityView>;

/** A line of the find-while-typing list. */
export const ClientRow = z.object({
  id: z.string(),
  name: z.string(),
  category: ClientCategory,
  provisional: z.boolean(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  owner: Ref.nullable(),
  openTickets: z.number(),
});
export type ClientRow = z.infer<typeof ClientRow>;

/** A client's card with version for optimistic locking. */
export const ClientView = z.object({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  category: ClientCategory,
  provisional: z.boolean(),
  birthDate: z.string().nullable(),
  language: z.string().nullable(),
  programme: z.string().nullable(),
  note: z.string().nullable(),
  owner: Ref.nullable(),
  identities: z.array(IdentityView),
  representatives: z.array(z.object({ client: Ref, relation: z.enum(['parent', 'legal']), confirmed: z.boolean() })),
  represents: z.array(z.object({ client: Ref, relation: z.enum(['parent', 'legal']), confirmed: z.boolean() })),
  history: z.object({
    tickets: z.number(),
    open: z.number(),
    lastChannel: z.string().nullable(),
    topics: z.array(z.object({ topic: z.string(), count: z.number() })),
    recent: z.array(
      z.object({
        id: z.string(),
        number: z.string(),
        status: z.string(),
        topic: z.string().nullable(),
        channel: z.string(),
        createdAt: z.string(),
      }),
    ),
  }),
});
export type ClientView = z.infer<typeof ClientView>;

const fields = {
  name: z.string().trim().min(1).max(300),
  category: ClientCategory,
  birthDate: z.iso.date().nullable(),
  language: z.enum(['ru', 'en']).nullable(),
  programme: z.string().max(300).nullable(),
  note: z.string().max(10_000).nullable(),
  owner: z.string().max(64).nullable(),
};
export const NewClient = z
  .object({ ...fields, phone: z.string().max(40).optional(), email: z.string().max(320).optional() })
  .partial()
  .required({ name: true })
  .strict();
export type NewClient = z.infer<typeof NewClient>;
/** `version` is what the editor saw; a newer card answers 409 with the differing fields. */
export const ClientPatch = z
  .object(fields)
  .partial()
  .extend({
    version: z.number().int(),
    addPhone: z.string().max(40).optional(),
    addEmail: z.string().max(320).optional(),
    removeIdentity: z.string().max(64).optional(),
  })
  .strict();
export type ClientPatch = z.infer<typeof ClientPatch>;
/** `client` becomes part of `into`. */
export const NewClientMerge = z.object({ client: z.string().max(64), into: z.string().max(64) }).strict();
export const NewRepresentative = z
  .object({
    client: z.string().max(64),
    relation: z.enum(['parent', 'legal']),
    confirmed: z.boolean().default(false),
    reason: z.string().max(500).optional(),
  })
  .strict();
