// Keys look like UUIDs, differ, and sort by time.
import { describe, expect, it } from '@jest/globals';
import { uuid } from './uuid.js';

describe('uuid', () => {
  it('is a version 7 UUID', () => {
    expect(uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
  it('sorts by time and never repeats', () => {
    expect(uuid(1_700_000_000_000) < uuid(1_700_000_000_001)).toBe(true);
    expect(new Set(Array.from({ length: 500 }, () => uuid(5))).size).toBe(500);
  });
});
