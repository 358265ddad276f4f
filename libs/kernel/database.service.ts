// The one pool of PostgreSQL connections: plain SQL, transactions, and hooks that run after commit.
import type pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { Injectable } from '@nestjs/common';
import type { Sql, Tx } from './database.js';
import { cleanText } from './text.js';

const SERIALIZATION = new Set(['40001', '40P01']);

/** No text breaks a statement, wherever it came from; what becomes JSON is cleaned at the doors, before it is spelled out. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  return Array.isArray(value) ? value.map(storable) : value;
}

/** Reads outside a transaction and `transaction` for everything that writes. */
@Injectable()
export class Database implements Sql {
  private readonly pool: pg.Pool;

  constructor(readonly dataSource: DataSource) {
    // typeorm's driver holds a real pg pool; one pool serves entities and plain SQL alike
    this.pool = (dataSource.driver as unknown as { master: pg.Pool }).master;
    this.pool.on('error', () => undefined); // an idle connection died; the next query opens another
    // a session ended between two statements, or after it was given up, is told only here; unheard it would end the program
    const heard = new WeakSet<pg.PoolClient>();
    this.pool.on('acquire', (client) => {
      if (heard.has(client)) return;
      heard.add(client);
      client.on('error', () => undefined);
    });
  }

  get entities(): EntityManager {
    return this.dataSource.manager;
  }

  async query<R>(text: string, params: unknown[] = []): Promise<R[]> {
    return (await this.pool.query(text, params.map(storable))).rows as R[];
  }

  /** Runs `work` in one transaction; repeats it up to 3 times when PostgreSQL reports a deadlock. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt >= 3 || !SERIALIZATION.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  /** A connection of its own for LISTEN or a session lock; the caller ends it. */
  async connection(): Promise<pg.PoolClient> {
    return this.pool.connect();
  }

  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async once<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    const acts: (() => void)[] = [];
    const tx: Tx = {
      query: async <R>(text: string, params: unknown[] = []) => (await client.query(text, params.map(storable))).rows as R[],
      afterCommit: (act) => void acts.push(act),
    };
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(tx);
      await client.query('commit');
      for (const act of acts) act();
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }
}
