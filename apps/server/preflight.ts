// Refuses a database that would lose work: too old, behind a transaction pooler, blind to Cyrillic.
import pg from 'pg';

const OLDEST = 150_000;

/** Throws an Error whose message says what to do. */
export async function checkDatabase(url: string): Promise<void> {
  const one = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await one.connect().catch((error: Error) => {
    throw new Error(
      `База данных не отвечает (${error.message}). Проверьте DATABASE_URL: адрес, порт, имя и пароль.\nThe database does not answer: check DATABASE_URL.`,
    );
  });
  try {
    const [version] = (await one.query<{ v: number }>(`select current_setting('server_version_num')::int as v`)).rows;
    if (version!.v < OLDEST)
      throw new Error(`Нужен PostgreSQL 15 или новее, а это ${Math.floor(version!.v / 10_000)}. / PostgreSQL 15 or newer is needed.`);
    // the encoding first: in another one the question about letters can't even be asked
    const [encoding] = (await one.query<{ name: string }>(`select current_setting('server_encoding') as name`)).rows;
    const knows = encoding!.name === 'UTF8' && (await one.query<{ yes: boolean }>(`select lower('Ё') = 'ё' as yes`)).rows[0]!.yes;
    if (!knows)
      throw new Error(
        'База не знает русских букв: создайте её с ENCODING UTF8 и локалью с буквами, например C.UTF-8 или ru_RU.UTF-8.\nCreate the database with UTF8 and a locale that knows letters.',
      );
    await checkPooler(one);
  } finally {
    await one.end();
  }
}

/** Session locks and LISTEN die behind a transaction pooler: two statements must stay on one backend. */
async function checkPooler(client: pg.Client): Promise<void> {
  const backends = new Set<number>();
  await client.query('select pg_advisory_lock(770103, pg_backend_pid())');
  for (let i = 0; i < 5; i++) backends.add((await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid);
  const [held] = (
    await client.query<{ held: boolean }>(
      `select count(*) = 1 as held from pg_locks where locktype = 'advisory' and classid = 770103 and pid = pg_backend_pid()`,
    )
  ).rows;
  if (backends.size > 1 || !held!.held)
    throw new Error(
      'DATABASE_URL ведёт через пул соединений в режиме транзакций: укажите прямой адрес PostgreSQL.\nGive the direct address of PostgreSQL, not of a transaction pooler.',
    );
}
