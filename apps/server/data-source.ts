// TypeORM's view of the database: entities, migrations, naming; one DataSource a process.
import 'reflect-metadata';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { SnakeNaming } from '#libs/kernel/columns.decorator.js';
import { ENTITIES } from './entities.js';
import { MIGRATIONS } from './migrations.js';

/** Not yet initialised. `poolSize` connections at most. */
export function makeDataSource(url: string, poolSize = 20): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: pg,
    url,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    extra: { max: poolSize },
  });
}
