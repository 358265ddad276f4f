// The schema under review: what the migrations make equals schema.sql and the entities, and keeps the laws of storage.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fs from 'node:fs';
import pg from 'pg';
import { drift } from '#apps/server/migrate.js';
import { type ClonedDatabase, cloneDatabase } from '../setup/database.js';
import { describeSchema, schemaFile } from './dump.js';

let database: ClonedDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await cloneDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

describe('schema', () => {
  it('is the reviewed one (after a new migration: node test/schema/dump.js, then read the difference)', async () => {
    expect(await describeSchema(client)).toBe(fs.readFileSync(schemaFile, 'utf8'));
  });

  it('agrees with the entities', async () => {
    expect(await drift(database.url)).toEqual([]);
  });

  it('lets nothing point at the partitioned tables by a foreign key (HOUSE section 3)', async () => {
    const { rows } = await client.query(
      `select conname from pg_constraint where contype = 'f' and confrelid::regclass::text in ('messages', 'journal', 'envelopes')`,
    );
    expect(rows).toEqual([]);
  });

  it('gives every table a primary key', async () => {
    const { rows } = await client.query(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`,
    );
    expect(rows).toEqual([]);
  });
});
