// The signed identity of a portal's user: a JWT (RFC 7519) with HS256 and nothing else.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { normaliseEmail } from '#libs/people/email.js';
import { normalisePhone } from '#libs/people/phone.js';

const Claims = z.object({
  sub: z.union([z.string().min(1).max(200), z.number().int()]).transform(String),
  name: z.string().max(300).optional(),
  email: z.string().max(320).optional(),
  phone: z.string().max(60).optional(),
  exp: z.number(),
});

export interface Identity {
  sub: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  expired: boolean;
}

/** Null when the token is not signed with the secret; an expired one is read and says so. `exp` is obligatory. */
export function readIdentity(token: string, secret: string, now: Date): Identity | null {
  const [header, body, signature] = token.split('.');
  if (!secret || !header || !body || !signature || parse(header)?.alg !== 'HS256') return null;
  const wanted = createHmac('sha256', secret).update(`${header}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  const claims = Claims.safeParse(parse(body));
  if (!claims.success) return null;
  const { sub, name, email, phone, exp } = claims.data;
  const mailbox = email ? normaliseEmail(email) : null;
  const number = phone ? normalisePhone(phone) : null;
  return {
    sub,
    name: name?.trim() || null,
    email: mailbox?.ok ? mailbox.email : null,
    phone: number?.ok ? number.e164 : null,
    expired: exp * 1000 <= now.getTime(),
  };
}

function parse(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
