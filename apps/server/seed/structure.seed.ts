// Seeds the Institute's structure from config/institute.yaml once: departments, queues, topics, templates, calendar, rules. No people.
import { z } from 'zod';
import type { Tx } from '#libs/kernel/database.js';
import type { Database } from '#libs/kernel/database.service.js';

const Said = z.object({ ru: z.string(), en: z.string() });
const Code = z.string().regex(/^[a-z][\w-]*$/, 'letters, digits, - and _ only');
const Institute = z
  .object({
    institute: Said.extend({ timeZone: z.string() }).loose(),
    departments: z
      .array(Said.extend({ code: Code, contact: z.boolean().optional(), viceRector: z.string() }))
      .refine((all) => all.filter((d) => d.contact).length === 1, 'exactly one department has contact: true'),
    queues: z.array(Said.extend({ code: Code, desk: z.string().nullable(), department: Code, roles: z.array(z.string()) }).loose()),
    // biome-ignore lint/suspicious/noThenProperty: the word of the rule table in institute.yaml; nothing awaits it
    rules: z.array(z.object({ code: Code, when: z.record(z.string(), z.unknown()), then: z.record(z.string(), z.unknown()) }).strict()),
    norms: z.record(z.string(), z.unknown()),
    capacity: z.record(z.string(), z.number()),
    calendar: z
      .object({ timeZone: z.string(), week: z.record(z.string(), z.unknown()), exceptions: z.record(z.string(), z.unknown()) })
      .strict(),
    phoneMenu: z.record(z.string(), z.unknown()),
    greeting: z.record(z.string(), Said),
    consent: Said.extend({ version: z.string() }),
    templates: z.array(z.object({ code: Code, shortcut: z.string(), topic: z.string().nullable(), title: z.string(), text: z.string() })),
    topics: z.array(
      Said.extend({
        code: Code,
        desk: z.string(),
        auto: z.boolean(),
        typical: z.boolean(),
        keywords: z.array(z.string()),
        phrasings: z.array(z.string()).min(1),
      }),
    ),
  })
  .strict();
type Institute = z.infer<typeof Institute>;

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 };
const durationMs = (text: unknown): number => {
  const match = /^(\d+)([smh])$/.exec(String(text));
  if (!match) throw new Error(`config/institute.yaml: «${String(text)}» is no duration like 30s, 5m or 4h`);
  return Number(match[1]) * UNITS[match[2]!]!;
};

/** Throws an Error naming each wrong place. */
export function parseInstitute(document: unknown): Institute {
  const parsed = Institute.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new Error(
    `config/institute.yaml:\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`,
  );
}

/** Returns false when the structure is there already. */
export async function seedStructure(db: Database, institute: Institute, now: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(770102)');
    const [present] = await tx.query('select 1 from departments limit 1');
    if (present) return false;
    await tx.query(`insert into departments (code, name, contact) select * from unnest($1::text[], $2::text[], $3::bool[])`, [
      institute.departments.map((d) => d.code),
      institute.departments.map((d) => d.ru),
      institute.departments.map((d) => d.contact ?? false),
    ]);
    await tx.query(
      `insert into queues (code, name, department_id, position) select d.code, d.name, (select id from departments where code = d.department), d.n from unnest($1::text[], $2::text[], $3::text[]) with ordinality as d(code, name, department, n)`,
      [institute.queues.map((q) => q.code), institute.queues.map((q) => q.ru), institute.queues.map((q) => q.department)],
    );
    await seedTopics(tx, institute, now);
    await tx.query(`insert into templates (code, title, text) select * from unnest($1::text[], $2::text[], $3::text[])`, [
      institute.templates.map((t) => t.shortcut),
      institute.templates.map((t) => t.title),
      institute.templates.map((t) => t.text),
    ]);
    await seedSettings(tx, institute, now);
    return true;
  });
}

async function seedTopics(tx: Tx, institute: Institute, now: Date): Promise<void> {
  const queueOf = new Map(institute.queues.filter((q) => q.desk).map((q) => [q.desk, q.code]));
  const homeless = institute.topics.filter((topic) => !queueOf.has(topic.desk));
  if (homeless.length) throw new Error(`config/institute.yaml: no queue has the desk of topics ${homeless.map((t) => t.code).join(', ')}`);
  const { topics } = institute;
  await tx.query(
    `insert into topics (code, ru, en, desk, queue_code, typical, automatic, keywords, position)
     select d.* from (select unnest($1::text[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), unnest($6::bool[]), unnest($7::bool[]), unnest($8::jsonb[]), generate_series(1, $9::int)) d`,
    [
      topics.map((t) => t.code),
      topics.map((t) => t.ru),
      topics.map((t) => t.en),
      topics.map((t) => t.desk),
      topics.map((t) => queueOf.get(t.desk)),
      topics.map((t) => t.typical),
      topics.map((t) => t.auto),
      topics.map((t) => JSON.stringify(t.keywords)),
      topics.length,
    ],
  );
  const examples = topics.flatMap((topic) => topic.phrasings.map((text) => ({ topic: topic.code, text })));
  await tx.query(`insert into topic_examples (topic, text, origin, created_at) select unnest($1::text[]), unnest($2::text[]), 'seed', $3`, [
    examples.map((e) => e.topic),
    examples.map((e) => e.text),
    now,
  ]);
}

async function seedSettings(tx: Tx, institute: Institute, now: Date): Promise<void> {
  const norms = institute.norms as {
    firstAnswer: Record<string, string>;
    secondLine: string;
    offer: { live: string; other: string };
    returnUnaccepted: string;
  };
  const contactQueue = institute.queues.find((q) => institute.departments.find((d) => d.code === q.department)?.contact)!.code;
  const settings: Record<string, unknown> = {
    institute: institute.institute,
    routing: {
      rules: institute.rules,
      contactQueue,
      norms: {
        firstAnswerMs: Object.fromEntries(Object.entries(norms.firstAnswer).map(([key, value]) => [key, durationMs(value)])),
        secondLineMs: durationMs(norms.secondLine),
        offerMs: { live: durationMs(norms.offer.live), other: durationMs(norms.offer.other) },
        returnMs: durationMs(norms.returnUnaccepted),
      },
    },
    calendar: institute.calendar,
    phoneMenu: institute.phoneMenu,
    greeting: institute.greeting,
    consent: institute.consent,
  };
  await tx.query(
    'insert into settings (key, value, updated_at) select d.key, d.value, $3 from unnest($1::text[], $2::jsonb[]) as d(key, value)',
    [Object.keys(settings), Object.values(settings).map((value) => JSON.stringify(value)), now],
  );
}
