// Passwords: argon2id hashes, compared in a thread of the library's own.
import { hash, verify } from '@node-rs/argon2';

/** OWASP's floor for argon2id: 19 MiB, 2 passes. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// Compared against when the login is unknown, so that both answers take the same time.
let nobody: Promise<string> | null = null;

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

/** False for a missing hash too, after the same work. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password', OPTIONS);
  const matches = await verify(stored ?? (await nobody), password).catch(() => false);
  return matches && stored !== null;
}
