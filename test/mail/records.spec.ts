// The records themselves: one for each own letter, none twice, all of the agreed shape.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { ExpectedLetter } from './expected.js';

const here = new URL('./', import.meta.url);
const records = (folder: string) => JSON.parse(readFileSync(new URL(`${folder}/expected.json`, here), 'utf8')) as ExpectedLetter[];
const letters = readdirSync(new URL('own/', here)).filter((name) => name.endsWith('.eml'));

describe('expected records', () => {
  it('has one record for each own letter', () => {
    expect(
      records('own')
        .map(({ file }) => file)
        .sort(),
    ).toEqual(letters.sort());
    expect(letters.length).toBeGreaterThanOrEqual(64);
  });

  it('names each public letter once', () => {
    const files = records('public').map(({ file }) => file);
    expect(new Set(files).size).toBe(files.length);
    expect(files.length).toBeGreaterThanOrEqual(62);
    expect(files.every((file) => /^(mikel|enmime|stalwart)\//.test(file))).toBe(true);
  });

  it.each(['own', 'public'])('keeps the agreed shape in %s', (folder) => {
    for (const record of records(folder)) {
      expect(record.visibleText).toBe(record.visibleText.replaceAll('\r\n', '\n').trimEnd());
      expect(record.quoteBoundary?.length ?? 0).toBeLessThanOrEqual(20);
      for (const { sha256 } of record.attachments ?? []) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });
});
