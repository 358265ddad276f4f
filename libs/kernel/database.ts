// Shapes of a database handle: what services need of PostgreSQL, free of any driver.

/** Runs SQL with $1-style parameters; rows come back as plain objects (bigint as string). */
export interface Sql {
  query<R = Record<string, unknown>>(text: string, params?: unknown[]): Promise<R[]>;
}

/** An open transaction. `afterCommit` acts run only when it committed. */
export interface Tx extends Sql {
  afterCommit(act: () => void): void;
}
