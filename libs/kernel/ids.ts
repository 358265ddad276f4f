// Identifiers made from given time and randomness, and tokens that only the holder of the key can make.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** UUID version 7 (RFC 9562): 48 bits of milliseconds, then `random` (10 bytes); texts sort by time. */
export function uuidV7(now: Date, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuidV7 needs 10 random bytes');
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The moment inside a version 7 UUID, or null for any other text. */
export function momentOfUuid(uuid: string): Date | null {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(uuid)) return null;
  return new Date(Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16));
}

// 128 bits: out of reach of guessing, and a plus-address with it stays under the 64 characters of a local part
const SIGNATURE_BYTES = 16;

function signature(key: Uint8Array, purpose: string, value: string): Buffer {
  // the length before the purpose keeps ("a", "bc") and ("ab", "c") apart
  return createHmac('sha256', key).update(`${purpose.length}:${purpose}:${value}`, 'utf8').digest().subarray(0, SIGNATURE_BYTES);
}

/** `value.signature`, both base64url: fit for URLs, Message-IDs and plus-addresses. The value is readable, not secret. */
export function signToken(key: Uint8Array, purpose: string, value: string): string {
  return `${Buffer.from(value, 'utf8').toString('base64url')}.${signature(key, purpose, value).toString('base64url')}`;
}

/** The signed value, or null when the token is foreign, altered, or was made for another purpose. */
export function verifyToken(key: Uint8Array, purpose: string, token: string): string | null {
  const parts = /^([\w-]*)\.([\w-]{22})$/.exec(token);
  if (!parts) return null;
  const value = Buffer.from(parts[1]!, 'base64url').toString('utf8');
  const given = Buffer.from(parts[2]!, 'base64url');
  if (given.length !== SIGNATURE_BYTES || !timingSafeEqual(given, signature(key, purpose, value))) return null;
  // base64url has several spellings of one value; only ours is a token
  return signToken(key, purpose, value) === token ? value : null;
}
