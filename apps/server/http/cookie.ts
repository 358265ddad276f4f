// The session cookie: read from a Cookie header, written as HttpOnly SameSite=Lax.

const NAME = 'otklik_session';

export function sessionToken(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === NAME && value) return value;
  }
  return null;
}

/** `maxAgeSeconds` 0 clears it. Secure only where the public address is https (CONTRACT section 2). */
export const sessionCookie = (token: string, maxAgeSeconds: number, secure: boolean): string =>
  `${NAME}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure ? '; Secure' : ''}`;
