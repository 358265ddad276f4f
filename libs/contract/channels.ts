// What browsers know of a channel: label, icon, limits and marks; the console draws its composer from this.
import { z } from 'zod';

/** A channel's abilities and limits. `turns: letter` = a client's newer message also refuses a stale reply. */
export const ChannelDescriptor = z.object({
  id: z.string(),
  label: z.object({ ru: z.string(), en: z.string() }),
  /** Name of an icon in the console's own set: mail, chat, send, phone, person, form, max. */
  icon: z.string(),
  turns: z.enum(['letter', 'chat', 'call', 'visit']),
  /** Live channels offer for 30 s, others for 10 min (D7). */
  live: z.boolean(),
  /** Share of one person's attention that one open ticket takes, 0..1. */
  weight: z.number().min(0).max(1),
  text: z.object({ maxLength: z.number().int(), splits: z.boolean(), markup: z.enum(['plain', 'html', 'markdown']) }),
  files: z.object({ maxBytes: z.number().int(), maxCount: z.number().int() }),
  buttons: z.boolean(),
  edits: z.boolean(),
  /** Finest delivery mark the channel can give. */
  marks: z.enum(['none', 'sent', 'delivered', 'read']),
  typing: z.boolean(),
  /** What staff may begin: nothing, a message to a known address, or a call. */
  starts: z.enum(['none', 'message', 'call']),
  /** Kind of client identity this channel writes to: email, phone, or the channel's own account. */
  identity: z.enum(['email', 'phone', 'account']),
});
export type ChannelDescriptor = z.infer<typeof ChannelDescriptor>;
