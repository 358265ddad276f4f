// The short version of test/faults: the program is killed at a few commits of a client's way and nothing is lost or doubled.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeRig, type Rig } from '../faults/crash-points.js';

const KILLS = 4;
let rig: Rig;
beforeAll(async () => {
  rig = await makeRig();
}, 120_000);
afterAll(() => rig?.close(), 60_000);

describe('scenario 11, shortened: kill -9 in the middle of work', () => {
  it('loses nothing, doubles nothing, and is back at work within a minute', async () => {
    const commits = rig.statements.filter((statement) => statement.startsWith('commit after: '));
    expect(commits.length).toBeGreaterThan(KILLS);
    for (let i = 0; i < KILLS; i++) {
      const { sends, backMs } = await rig.strike(commits[Math.floor((i * commits.length) / KILLS)]!, i % 2 === 0 ? 'after' : 'before');
      expect(sends).toBeGreaterThanOrEqual(1);
      expect(sends).toBeLessThanOrEqual(2);
      expect(backMs).toBeLessThan(60_000);
    }
  }, 240_000);
});
