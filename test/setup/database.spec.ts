// Proves that tests get a PostgreSQL that knows Cyrillic, one database each.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type ClonedDatabase, cloneDatabase } from './database.js';

describe('the database of the tests', () => {
  let database: ClonedDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await cloneDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it.each([
    ['lowers Cyrillic letters', "select lower('Ё') = 'ё' as yes"],
    ['matches without case', "select 'Общежитие' ilike 'ОБЩЕ%' as yes"],
    [
      'sorts names the Russian way',
      `select array_agg(x order by x collate "ru-x-icu") = '{Ежов,Ёлкина,Жуков}' as yes from unnest('{Жуков,Ёлкина,Ежов}'::text[]) x`,
    ],
    ['lives in UTC', "select current_setting('timezone') = 'UTC' as yes"],
  ])('%s', async (_, sql) => {
    expect((await client.query(sql)).rows[0].yes).toBe(true);
  });

  it('finds similar Cyrillic words', async () => {
    await client.query('create extension if not exists pg_trgm');
    const { rows } = await client.query("select similarity('общежитие', 'общежития') as value");
    expect(rows[0].value).toBeGreaterThan(0.5);
  });
});
