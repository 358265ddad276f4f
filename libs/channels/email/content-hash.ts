// Identity of a mail by content: two copies with other trace headers are one, two letters with one Message-ID are two.
import { createHash } from 'node:crypto';
import { decodedBytes, withoutLineEnds } from './transfer.js';
import { fieldAddresses, fieldText } from './header.js';
import { field, leaves, type Part } from './mime.js';

/** sha256 hex of From, Date, Subject and decoded body bytes. */
export function contentHash(root: Part): string {
  const hash = createHash('sha256');
  const from = field(root, 'from');
  const senders = from
    ? fieldAddresses(from)
        .map((one) => one.address.toLowerCase())
        .join(',')
    : '';
  const text = (name: string) => fieldText(field(root, name) ?? Buffer.alloc(0)).replace(/\s+/g, ' ');
  hash.update(JSON.stringify([senders, text('date'), text('subject')]));
  for (const part of leaves(root)) {
    const bytes = decodedBytes(part);
    hash.update(`\n${part.type.value}\n`);
    // relays may rewrite line ends of text and append a last one
    hash.update(part.type.value.startsWith('text/') ? withoutLineEnds(bytes) : bytes);
  }
  return hash.digest('hex');
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
