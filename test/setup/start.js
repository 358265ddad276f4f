// Before all tests: starts their PostgreSQL and tells them its address in TEST_PG_URL.
import { openTestPostgres } from './postgres.js';

/** Nothing in it must outlive the run, so it does not wait for the disk. */
const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: 300,
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: 0,
};

export default async function start() {
  globalThis.otklikTestPostgres = await openTestPostgres({ sync: false, settings });
  process.env.TEST_PG_URL = globalThis.otklikTestPostgres.url;
  process.env.TZ = 'UTC';
}
