// The door of intake: whatever a provider sent becomes text, JSON and keys that can be stored; raw bytes stay as they came.
import { cleanJson, indexable } from '#libs/kernel/text.js';
import type { Inbound, InboundEvent, Sender } from './inbound.js';

/** Keys of an event that stand in indexes, wherever the event has them. */
const KEYS = ['conversationKey', 'editedExternalId', 'deletedExternalId'] as const;

/** Equal envelopes stay equal and different keys stay different; a provider's own key is told back to it unchanged by the caller. */
export function storable(envelope: Inbound): Inbound {
  return {
    ...envelope,
    providerKey: indexable(envelope.providerKey),
    externalId: indexable(envelope.externalId),
    contentHash: indexable(envelope.contentHash),
    event: storableEvent(envelope.event),
  };
}

function storableEvent(event: InboundEvent): InboundEvent {
  const clean = cleanJson(event) as InboundEvent & Partial<Record<(typeof KEYS)[number], string>>;
  const raw = event as Partial<Record<(typeof KEYS)[number], string>>;
  for (const key of KEYS) if (raw[key] !== undefined) clean[key] = indexable(raw[key]);
  if ('sender' in clean && clean.sender && 'sender' in event && event.sender)
    clean.sender = storableSender(clean.sender, event.sender.address);
  return clean;
}

/** An address that had to be shortened is kept to tell people apart, but nobody can be answered there. */
function storableSender(sender: Sender, address: string): Sender {
  const key = indexable(address);
  return { ...sender, address: key, ...(key === address ? {} : { unreachable: true }) };
}
