// The administrator's command: create-user, set-password, disable-user, list-users, on the database the program uses.
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { Role } from '#libs/contract/staff.js';
import { SystemClock } from '#libs/kernel/clock.js';
import { loadConfig } from '#libs/kernel/config.adapter.js';
import { Database } from '#libs/kernel/database.service.js';
import { DomainError } from '#libs/kernel/errors.js';
import { SYSTEM } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';
import { NotifyCarrier } from '#libs/kernel/notify.adapter.js';
import { readYaml } from '#libs/kernel/yaml.adapter.js';
import { PresenceService } from '#libs/people/presence.service.js';
import { StaffQuery } from '#libs/people/staff.query.js';
import { StaffService } from '#libs/people/staff.service.js';
import { makeDataSource } from './data-source.js';
import { migrate } from './migrate.js';
import { settleMode } from './mode.js';
import { parseInstitute, seedStructure } from './seed/structure.seed.js';

const USAGE = `npm run admin -- create-user --login L --name "Фамилия Имя Отчество" --role ROLE [--department CODE] [--queue CODE]… [--order "№ и дата"] [--phone P] --password-stdin
npm run admin -- set-password --login L --password-stdin
npm run admin -- disable-user --login L [--order "№ и дата"]
npm run admin -- list-users
ROLE: ${Role.options.join(', ')}
Пароль читается из стандартного ввода, не короче 8 знаков: echo 'пароль' | npm run admin -- …`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    login: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    department: { type: 'string' },
    queue: { type: 'string', multiple: true },
    order: { type: 'string' },
    phone: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  },
});

async function password(): Promise<string> {
  if (!values['password-stdin']) throw new Error('Добавьте --password-stdin и передайте пароль в стандартный ввод.');
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  const line = text.split('\n')[0]!.trim();
  if (line.length < 8) throw new Error('Пароль короче 8 знаков. Передайте его так: echo "пароль" | npm run admin -- …');
  return line;
}

const need = (name: 'login' | 'name' | 'role'): string => {
  const value = values[name];
  if (!value) throw new Error(`Не хватает --${name}.\n${USAGE}`);
  return value;
};

interface Desk {
  db: Database;
  staff: StaffService;
  query: StaffQuery;
}
async function idOf({ db }: Desk, login: string): Promise<string> {
  const [row] = await db.query<{ id: string }>('select id from agents where lower(login) = lower($1)', [login]);
  if (!row) throw new Error(`Пользователя ${login} нет. Список: npm run admin -- list-users`);
  return row.id;
}

const COMMANDS: Record<string, (desk: Desk) => Promise<void>> = {
  'create-user': async ({ staff }) => {
    const role = Role.safeParse(need('role'));
    if (!role.success) throw new Error(`Роли ${values.role} нет. Роли: ${Role.options.join(', ')}.`);
    await staff.appoint(
      {
        login: need('login'),
        name: need('name'),
        role: role.data,
        department: values.department ?? 'contact',
        queues: values.queue,
        order: values.order,
        phone: values.phone,
        password: await password(),
      },
      SYSTEM,
    );
    console.log(`Пользователь ${values.login} создан.`);
  },
  'set-password': async (desk) => {
    await desk.staff.change(await idOf(desk, need('login')), { password: await password() }, SYSTEM);
    console.log(`Пароль ${values.login} изменён, его сессии закрыты.`);
  },
  'disable-user': async (desk) => {
    await desk.staff.dismiss(await idOf(desk, need('login')), values.order ?? null, SYSTEM);
    console.log(`Пользователь ${values.login} отключён.`);
  },
  'list-users': async ({ query }) => {
    for (const person of await query.staff(true))
      console.log([person.login, person.role, person.active ? 'работает' : 'отключён', person.name, person.queues.join(',')].join('\t'));
  },
};

async function main(): Promise<void> {
  const act = COMMANDS[positionals[0] ?? ''];
  if (!act) throw new Error(USAGE);
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('Нет DATABASE_URL. Запустите команду через npm run admin.');
  await migrate(url);
  const clock = new SystemClock();
  const db = new Database(await makeDataSource(url, 3).initialize());
  try {
    // the command may come before the first start: it fixes the mode like a start does
    await settleMode(db, process.env.MODE === 'live' ? 'live' : undefined, clock.now());
    await seedStructure(db, parseInstitute(readYaml('institute.yaml')), clock.now());
    const config = loadConfig();
    const log = pino({ level: 'silent' });
    const live = new LiveEvents(new NotifyCarrier(db, log), log);
    const journal = new JournalService(clock, live);
    const jobs = new JobsService(db, clock, log, config.jobs);
    const presence = new PresenceService(db, clock, journal, jobs, live, config.presence);
    await act({ db, staff: new StaffService(db, clock, journal, jobs, presence), query: new StaffQuery(db, clock) });
  } finally {
    await db.close();
  }
}

main().catch((error: Error) => {
  console.error(error instanceof DomainError || error.constructor === Error ? error.message : (error.stack ?? error.message));
  process.exit(1);
});
