// The comparison itself: what counts as equal, and what is told about a difference.
import { describe, expect, it } from '@jest/globals';
import type { ActualLetter, ExpectedLetter } from './expected.js';
import { compareFields } from './fields.js';

const expected: ExpectedLetter = {
  file: 'a.eml',
  from: { name: 'Анна Петрова', address: 'anna@mail.example' },
  subject: 'Общежитие',
  visibleText: 'Здравствуйте!\nЕсть ли место?',
  quoteBoundary: '02.11.2026 10:15, Пр',
  attachments: [
    { name: 'паспорт.pdf', sha256: 'aa' },
    { name: null, sha256: 'bb' },
  ],
  automatic: null,
};

const { file: _, ...rest } = expected;
const same: ActualLetter = { ...rest, attachments: expected.attachments ?? [] };

const cases: Array<[why: string, wanted: ExpectedLetter, change: Partial<ActualLetter>, total: number, missed: string[]]> = [
  ['the same', expected, {}, 8, []],
  ['white space of any kind', expected, { visibleText: ' Здравствуйте!\r\n\r\nЕсть\u00a0ли  место? ' }, 8, []],
  ['a longer boundary line', expected, { quoteBoundary: '02.11.2026 10:15, Приёмная пишет:' }, 8, []],
  ['address in capitals', expected, { from: { name: 'Анна Петрова', address: 'Anna@Mail.example' } }, 8, []],
  ['files in another order', expected, { attachments: [...same.attachments].reverse() }, 8, []],
  ['files left open by the record', { ...expected, attachments: null }, { attachments: [] }, 6, []],
  ['no boundary found', expected, { quoteBoundary: null }, 8, ['quoteBoundary']],
  ['a boundary too many', { ...expected, quoteBoundary: null }, {}, 8, ['quoteBoundary']],
  ['nobody', expected, { from: null }, 8, ['from.address', 'from.name']],
  ['a lost file', expected, { attachments: same.attachments.slice(1) }, 8, ['attachment names', 'attachment hashes']],
  ['changed bytes', expected, { attachments: [{ name: 'паспорт.pdf', sha256: 'cc' }, same.attachments[1]] }, 8, ['attachment hashes']],
  ['taken for a robot', expected, { automatic: 'robot' }, 8, ['automatic']],
];

describe('compareFields', () => {
  it.each(cases)('%s', (_why, wanted, change, total, missed) => {
    const score = compareFields(wanted, { ...same, ...change });
    expect(score.total).toBe(total);
    expect(score.misses.map((miss) => miss.split(':')[0])).toEqual(missed);
    expect(score.equal).toBe(total - missed.length);
  });
});
