// Numbers in running text, in the spellings people use.
import { describe, expect, it } from '@jest/globals';
import { entitiesIn } from './entities.js';

describe('entitiesIn', () => {
  it.each([
    ['По обращению ОБР-2026-000123 ответа нет', 'ticket', 'ОБР-2026-000123'],
    ['обр 2026 000123', 'ticket', 'ОБР-2026-000123'],
    ['OBR-2026-000123?', 'ticket', 'ОБР-2026-000123'],
    ['Оплата по договору № 45/2026', 'contract', '45/2026'],
    ['договор об обучении 1234-П', 'contract', '1234-П'],
    ['Я из группы ИТ-21-1', 'group', 'ИТ-21-1'],
    ['расписание группы «ЮР 301»', 'group', 'ЮР-301'],
  ])('%s', (text, kind, value) => {
    const [entity] = entitiesIn(text);
    expect(entity).toMatchObject({ kind, value });
    expect(entity.end).toBeLessThanOrEqual(text.length);
    expect(entity.start).toBeGreaterThanOrEqual(0);
  });

  it.each(['', 'Когда договор подпишут?', 'ОБР-2026-12', 'группа друзей'])('finds nothing in "%s"', (text) => {
    expect(entitiesIn(text)).toEqual([]);
  });

  it('gives spans that cut the text', () => {
    const text = 'Группа ЭК-12, обращение ОБР-2026-000007';
    expect(entitiesIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(['ЭК-12', 'ОБР-2026-000007']);
  });
});
