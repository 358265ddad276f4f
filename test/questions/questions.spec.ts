// The held-back questions: enough of them, spread over all topics, none twice.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface HeldBackQuestion {
  id: string;
  text: string;
  topic: string;
  desk: string;
  voice: string;
}

const questions = JSON.parse(readFileSync(new URL('./questions.json', import.meta.url), 'utf8')) as HeldBackQuestion[];
const topics = [...new Set(questions.map(({ topic }) => topic))];

describe('held-back questions', () => {
  it('holds 240 different texts', () => {
    expect(new Set(questions.map(({ text }) => text)).size).toBe(240);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(240);
  });

  it('asks at least five times about each of the 39 topics', () => {
    expect(topics).toHaveLength(39);
    for (const topic of topics) expect(questions.filter((one) => one.topic === topic).length).toBeGreaterThanOrEqual(5);
  });

  it('sends each topic to one desk', () => {
    for (const topic of topics) {
      expect(new Set(questions.filter((one) => one.topic === topic).map(({ desk }) => desk)).size).toBe(1);
    }
  });
});
