// One site chat's settings: where it may be embedded, how it looks, and the key of signed identities.
import { z } from 'zod';

export const ChatSettings = z
  .object({
    /** Sites that may embed the chat: "www.institute.ru", "*.institute.ru", "localhost:8080". Empty = our own address and this machine. */
    domains: z.array(z.string().trim().min(1).max(255)).max(100).default([]),
    /** Empty = «Чат с Институтом» in the visitor's language. */
    title: z.string().max(60).default(''),
    colour: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'цвет вида #1A5FC4')
      .default('#1A5FC4'),
    /** HS256 key shared with the portal that signs its users' identity; empty = signed identities are not accepted. */
    identitySecret: z.union([z.literal(''), z.string().min(16, 'секрет не короче 16 знаков').max(500)]).default(''),
    greeting: z.string().max(500).default(''),
    position: z.enum(['right', 'left']).default('right'),
    /** The consent document that the box under the name links to. */
    consentUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]).default(''),
  })
  .strict();
export type ChatSettings = z.infer<typeof ChatSettings>;
