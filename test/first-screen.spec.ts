// What a browser fetches before the first list can be used: script, styles and the Russian sentences, packed as they travel.
import { describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const built = path.join(import.meta.dirname, '../dist/console');
const KB = 1000;

/** The page's own files, and the catalogue that is always asked for. */
function firstFiles(): string[] {
  const page = fs.readFileSync(path.join(built, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, file]) => file!);
  const catalogue = fs.readdirSync(path.join(built, 'assets')).find((name) => /^ru-.*\.js$/.test(name));
  return [...named, `assets/${catalogue}`];
}

const packed = (files: string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(fs.readFileSync(path.join(built, file)), { level: 6 }).length, 0) / KB;

describe('the first screen of the console', () => {
  it('is at most 260 kB', () => {
    const files = firstFiles();
    expect(files.length).toBeGreaterThan(2);
    expect(packed(files)).toBeLessThanOrEqual(260);
  });

  it('has at most 45 kB of styles and brings no font', () => {
    expect(packed(firstFiles().filter((file) => file.endsWith('.css')))).toBeLessThanOrEqual(45);
    expect(fs.readdirSync(path.join(built, 'assets')).filter((name) => /\.(woff2?|ttf|otf)$/.test(name))).toEqual([]);
  });
});
