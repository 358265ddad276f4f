// Proves that the process of an unfinished request lives: a session lock that PostgreSQL frees the moment the process dies.
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '#libs/kernel/database.service.js';
import { LockConnection } from '#libs/kernel/lock-connection.adapter.js';
import type { Logger } from '#libs/kernel/logger.js';
import { LOGGER } from '../tokens.js';

const LOCK_CLASS = 7705;

/** SQL that is true while the holder named by `column` lives. */
export const holderLives = (column: string): string =>
  `exists (select 1 from pg_locks l where l.locktype = 'advisory' and l.classid = ${LOCK_CLASS} and l.objid = ${column}::oid and l.granted)`;

@Injectable()
export class RequestHolder implements OnModuleInit, OnModuleDestroy {
  /** Names this process while its lock connection stands; another number after each loss. */
  id = 0;
  private readonly lock: LockConnection;

  constructor(db: Database, @Inject(LOGGER) log: Logger) {
    this.lock = new LockConnection(db, log, {
      name: 'requests',
      take: async (client) => {
        this.id = 1 + Math.floor(Math.random() * 2_000_000_000);
        await client.query('select pg_advisory_lock($1, $2)', [LOCK_CLASS, this.id]);
      },
      lost: () => undefined,
      regained: () => undefined,
    });
  }

  onModuleInit(): Promise<void> {
    return this.lock.open();
  }

  onModuleDestroy(): void {
    this.lock.close();
  }
}
