// Finds the channels: reads <this folder>/*/<id>.channel.js at start, so that adding or deleting a folder is all it takes.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Channel } from './channel.js';

let found: Promise<Channel[]> | null = null;

/** Every channel of the build, by folder name; read once a process. */
export function discoverChannels(): Promise<Channel[]> {
  found ??= read(import.meta.dirname);
  return found;
}

async function read(root: string): Promise<Channel[]> {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const channels: Channel[] = [];
  for (const { name } of folders.sort((a, b) => a.name.localeCompare(b.name))) {
    const file = ['.channel.js', '.channel.ts']
      .map((ending) => path.join(root, name, name + ending))
      .find((candidate) => existsSync(candidate));
    if (!file) continue;
    const { channel } = (await import(pathToFileURL(file).href)) as { channel?: Channel };
    if (channel?.descriptor.id !== name) throw new Error(`${file} must export "channel" whose descriptor.id is "${name}"`);
    channels.push(channel);
  }
  return channels;
}
