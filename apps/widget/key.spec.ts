// The key has the shape the server's schema asks for.
import { expect, it } from '@jest/globals';
import { freshKey } from './key.js';

it('is a UUID of version 4, new each time', () => {
  const keys = Array.from({ length: 200 }, freshKey);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(keys).size).toBe(200);
});
