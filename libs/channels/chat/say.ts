// A visitor's word as the envelope that intake stores.
import { createHash } from 'node:crypto';
import type { Inbound, InboundFile } from '../inbound.js';
import { sourceOf, type Visit } from './visit.js';
import type { Say } from './wire.js';

/** The visitor's own key makes a repeat after a cut the same message. `fallbackName` is shown until a name is given. */
export function toInbound(visit: Visit, say: Say, files: InboundFile[], fallbackName: string, receivedAt: Date): Inbound {
  const key = `${visit.key}:${say.key}`;
  const name = visit.sender.name ?? (say.name?.trim() || null);
  const source = sourceOf(visit.page);
  return {
    providerKey: key,
    externalId: key,
    contentHash: createHash('sha256')
      .update(JSON.stringify([say.text, files.map((file) => file.sha256)]))
      .digest('hex'),
    raw: Buffer.from(JSON.stringify({ ...say, files, conversation: visit.key, page: visit.page })),
    receivedAt,
    providerAt: null,
    event: {
      kind: 'message',
      conversationKey: visit.key,
      sender: { ...visit.sender, name: name ?? fallbackName, language: visit.language },
      text: say.text,
      files,
      meta: {
        clientKey: say.key,
        ...(Object.keys(source).length ? { source } : {}),
        ...(say.consent ? { consent: { given: true, at: receivedAt.toISOString() } } : {}),
      },
    },
  };
}
