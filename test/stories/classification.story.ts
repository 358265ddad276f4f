// 003 §2.6, §3.3: the router names topic and desk of questions that were held back from its rules.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeWorld, type World } from '../world.js';

interface Question {
  id: string;
  text: string;
  topic: string;
  desk: string;
}
const questions = JSON.parse(readFileSync(path.join(import.meta.dirname, '../questions/questions.json'), 'utf8')) as Question[];
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world?.stop());

describe('classification of held-back questions', () => {
  it('reaches topic .70 and desk .80 on at least 200, through the same door as intake', async () => {
    expect(questions.length).toBeGreaterThanOrEqual(200);
    const maria = await world.as('maria');
    let topic = 0;
    let desk = 0;
    for (const question of questions) {
      const { body } = await maria.post('/api/topics/classify', { text: question.text });
      if (body.topic === question.topic) topic++;
      if (body.desk === question.desk) desk++;
    }
    console.info(
      `held-back questions: topic ${(topic / questions.length).toFixed(3)}, desk ${(desk / questions.length).toFixed(3)} of ${questions.length}`,
    );
    expect(topic / questions.length).toBeGreaterThanOrEqual(0.7);
    expect(desk / questions.length).toBeGreaterThanOrEqual(0.8);
  });
});
