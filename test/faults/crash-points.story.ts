// RELIABILITY section 3: every crash point of intake, offer, reply, delivery and transfer.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeRig, type Rig } from './crash-points.js';

let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
}, 120_000);
afterAll(() => rig?.close(), 60_000);

describe('crash points', () => {
  it('lose nothing, double nothing, forget nothing, before and after each statement', async () => {
    const table: string[] = [];
    let struck = 0;
    for (const statement of rig.statements)
      for (const when of ['before', 'after'] as const) {
        const { hit, sends, backMs } = await rig.strike(statement, when);
        if (hit) struck++;
        expect(sends).toBeGreaterThanOrEqual(1);
        expect(sends).toBeLessThanOrEqual(2);
        table.push(
          `${hit ? 'killed' : 'passed'} ${when.padEnd(6)} ${String(Math.round(backMs)).padStart(5)} ms, ${sends} sent  ${statement.slice(0, 110)}`,
        );
      }
    console.info(`${table.join('\n')}\n${struck} kills at ${rig.statements.length} statements`);
    expect(struck).toBeGreaterThan(rig.statements.length);
  }, 1_800_000);
});
