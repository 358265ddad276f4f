// Brings a database to the present schema under one lock; tells drift between entities and tables.
import pg from 'pg';
import { discoverChannels } from '#libs/channels/discover.adapter.js';
import { makeDataSource } from './data-source.js';

const LOCK = 770_101;

/** Runs pending migrations, the product's and then the channels'. Two processes at once wait for each other. */
export async function migrate(url: string, report: (name: string) => void = () => undefined): Promise<void> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK]);
    const source = await makeDataSource(url, 2).initialize();
    try {
      for (const ran of await source.runMigrations()) report(ran.name);
      await migrateChannels(lock, report);
    } finally {
      await source.destroy();
    }
  } finally {
    await lock.end();
  }
}

/** Statements TypeORM would run to make the tables equal to the entities; empty when they agree. */
export async function drift(url: string): Promise<string[]> {
  const source = await makeDataSource(url, 2).initialize();
  try {
    return (await source.driver.createSchemaBuilder().log()).upQueries.map((query) => query.query);
  } finally {
    await source.destroy();
  }
}

async function migrateChannels(client: pg.Client, report: (name: string) => void): Promise<void> {
  const done = new Set((await client.query<{ name: string }>('select name from channel_migrations')).rows.map((row) => row.name));
  for (const channel of await discoverChannels()) {
    for (const [name, sql] of channel.migrations ?? []) {
      const full = `${channel.descriptor.id}/${name}`;
      if (done.has(full)) continue;
      await client.query('begin');
      await client.query(sql);
      await client.query('insert into channel_migrations (name) values ($1)', [full]);
      await client.query('commit');
      report(full);
    }
  }
}
