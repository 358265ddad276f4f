// The reader of letters as it runs in the product: compiled, in a thread of its own, with a time limit.
import { existsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { MailParser } from '#libs/channels/email/parser.adapter.js';

const compiled = fileURLToPath(new URL('../../dist/libs/channels/email/parser.adapter.js', import.meta.url));
let parser: MailParser | undefined;
afterEach(() => parser?.close());

const open = async (timeoutMs?: number): Promise<MailParser> => {
  const { MailParser: Compiled } = (await import(compiled)) as { MailParser: typeof MailParser };
  parser = new Compiled(timeoutMs);
  return parser;
};
const HEAD = 'From: anna@mail.example\r\nSubject: Big\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n';
const big = Buffer.concat([Buffer.from(`${HEAD}Первые слова.\r\n`), Buffer.alloc(20 * 1024 * 1024, 'слово > слово: \r\n')]);

describe('reading in a thread', () => {
  it('is compiled before the tests run', () => expect(existsSync(compiled)).toBe(true));

  it('20 MB of words are read while the server goes on with its work', async () => {
    const mail = await open();
    await mail.parse(Buffer.from(`${HEAD}Начало.`));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const read = await mail.parse(big);
    delay.disable();
    expect(read.visible).toContain('Первые слова.');
    console.info(`20 MB letter: the event loop waited at most ${Math.round(delay.max / 1e6)} ms`);
    expect(delay.max / 1e6).toBeLessThan(1000);
  });

  it('a letter that takes too long is given up, said so, and the next one gets a fresh thread', async () => {
    const hasty = await open(1);
    await expect(hasty.parse(big)).rejects.toThrow('not read within 1 ms');
    await hasty.close();
    const patient = await open();
    expect((await patient.parse(Buffer.from(`${HEAD}Следующее.`))).visible).toBe('Следующее.');
  });

  it('letters asked for together are answered in order, each with its own', async () => {
    const mail = await open();
    const subjects = Array.from({ length: 20 }, (_, i) => `S${i}`);
    const read = await Promise.all(subjects.map((subject) => mail.parse(Buffer.from(`Subject: ${subject}\r\n\r\n${subject}`))));
    expect(read.map((one) => [one.subject, one.visible])).toEqual(subjects.map((subject) => [subject, subject]));
  });
});
