// After all tests: their PostgreSQL is stopped without a checkpoint and deleted.
export default async function stop() {
  await globalThis.otklikTestPostgres?.close();
}
