// Which of the connected chats a visitor comes to, and whether the page may hold it.
import type { ChatSettings } from './settings.js';
import { mayEmbed } from './origin.js';
import { accountOfToken, type Hello, type Signer } from './visit.js';

interface Candidate {
  id: string;
  name: string;
  settings: ChatSettings;
}
export type Admission<A> = { ok: true; account: A } | { ok: false; reason: 'closed' } | { ok: false; reason: 'domain'; origin: string };

/** The chat that was named, else the token's, else the first whose sites include the page. `origin` is the handshake's header. */
export function admit<A extends Candidate>(
  hello: Hello,
  origin: string | undefined,
  accounts: A[],
  signer: Signer,
  publicUrl: string,
): Admission<A> {
  const remembered = hello.token ? accountOfToken(hello.token, signer) : null;
  const named = hello.account ? accounts.filter((account) => account.name === hello.account) : accounts;
  if (!named.length) return { ok: false, reason: 'closed' };
  // the frame is ours, so its header says little: the page that holds it is what counts, and both must pass
  const told = [hello.page && URL.canParse(hello.page) ? new URL(hello.page).origin : undefined, origin].filter(
    (text) => text !== undefined,
  );
  const open = named.filter((account) => told.every((text) => mayEmbed(text, account.settings.domains, publicUrl)));
  const account = open.find(({ id }) => id === remembered) ?? open[0];
  if (account) return { ok: true, account };
  return { ok: false, reason: 'domain', origin: told.find((text) => !mayEmbed(text, named[0].settings.domains, publicUrl)) ?? told[0]! };
}
