// How much of a letter the mail parser reads as a person would: own letters and public ones against independent records.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseMail } from '#libs/channels/email/mail.js';
import type { ActualLetter, ExpectedLetter } from './expected.js';
import { compareFields } from './fields.js';

const here = new URL('./', import.meta.url).pathname;
const publicMails = path.resolve(process.env.TEST_DATA ?? '../shared/data', 'mail');
const records = (folder: string) => JSON.parse(readFileSync(path.join(here, folder, 'expected.json'), 'utf8')) as ExpectedLetter[];

interface Score {
  equal: number;
  total: number;
  misses: string[];
}

/** The parser's answer in the words of the records; a mailing list is one of their robots. */
function read(file: string): ActualLetter {
  const mail = parseMail(readFileSync(file));
  const reason = mail.automatic?.reason ?? null;
  return {
    from: mail.from && { name: mail.from.name ?? '', address: mail.from.address },
    subject: mail.subject,
    visibleText: mail.visible,
    quoteBoundary: mail.boundary,
    attachments: mail.files.map(({ name, sha256 }) => ({ name, sha256 })),
    automatic: reason === 'list' ? 'robot' : reason,
  };
}

function measure(expected: ExpectedLetter[], folder: string): Score {
  const score: Score = { equal: 0, total: 0, misses: [] };
  for (const record of expected) {
    const { equal, total, misses } = compareFields(record, read(path.join(folder, record.file)));
    score.equal += equal;
    score.total += total;
    score.misses.push(...misses.map((miss) => `${record.file} ${miss}`));
  }
  return score;
}

const percent = ({ equal, total }: Score) => (100 * equal) / total;

function tell(name: string, score: Score): void {
  console.info(
    `${name}: ${percent(score).toFixed(2)} % (${score.equal} of ${score.total} fields)${score.misses.map((miss) => `\n  ${miss}`).join('')}`,
  );
}

describe('fields read as a person reads them', () => {
  const own = measure(records('own'), path.join(here, 'own'));
  it('own letters: at least 98 % of fields', () => {
    tell('own letters', own);
    expect(percent(own)).toBeGreaterThanOrEqual(98);
  });

  if (!existsSync(publicMails)) {
    it.skip(`skipped: no mails in ${publicMails}; set TEST_DATA to the folder that has them`, () => undefined);
    return;
  }
  it('own and public letters together: at least 98 % of fields', () => {
    const open = measure(records('public'), publicMails);
    tell('public letters', open);
    const both = { equal: own.equal + open.equal, total: own.total + open.total, misses: [] };
    tell('together', both);
    expect(percent(both)).toBeGreaterThanOrEqual(98);
  });
});
