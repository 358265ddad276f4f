// The lines of this process by program and account: routes and links work with the same ones.
import { Database } from '#libs/kernel/database.service.js';
import type { ChannelAccount, ChannelHost } from '../channel.js';
import { Line } from './line.adapter.js';
import type { HotlineSettings } from './settings.js';

const programs = new WeakMap<Database, Map<string, Line>>();

const fingerprint = (account: ChannelAccount<HotlineSettings>): string =>
  JSON.stringify([account.settings, account.mode, account.queueCode, account.language]);

/** The account's line; a new one when its settings have changed. */
export function lineOf(account: ChannelAccount<HotlineSettings>, host: ChannelHost): Line {
  const db = host.resolve(Database);
  const lines = programs.get(db) ?? new Map<string, Line>();
  programs.set(db, lines);
  const known = lines.get(account.id);
  if (known && fingerprint(known.account) === fingerprint(account)) return known;
  const line = new Line({ ...account }, host);
  lines.set(account.id, line);
  return line;
}

/** A line that is already open in this program. */
export function openLine(db: Database, accountId: string): Line | undefined {
  return programs.get(db)?.get(accountId);
}
