// Puts the trace of a routing decision into sentences for people, in Russian or English.

export type Language = 'ru' | 'en';
/** One thing said in both languages. */
export type Said = Record<Language, string>;

/** One step of a decision as it is journalled: ids and codes only, no personal values. */
export interface TraceLine {
  /** Code of the rule, or of the step that is no rule: received, about, last-resort. */
  rule: string;
  outcome: 'read' | 'raised' | 'excluded' | 'skipped' | 'decided';
  because: Record<string, unknown>;
  said?: Said;
}

/** Names for codes and ids; what is unknown is shown as it is. */
export interface Names {
  topic?: (code: string) => string;
  queue?: (code: string) => string;
  agent?: (id: string) => string;
}

const WHY: Record<string, Said> = {
  absent: { ru: 'сейчас не на месте', en: 'away now' },
  unavailable: { ru: 'сейчас не принимает обращения', en: 'takes no tickets now' },
  role: { ru: 'работает с другой категорией клиентов', en: 'looks after another category of clients' },
  'complained-of': { ru: 'жалоба касается этого сотрудника', en: 'the complaint is about this person' },
};
const CATEGORY: Record<string, Said> = {
  applicant: { ru: 'абитуриент', en: 'an applicant' },
  student: { ru: 'студент', en: 'a student' },
  trainee: { ru: 'слушатель', en: 'a trainee' },
  alumnus: { ru: 'выпускник', en: 'an alumnus' },
  other: { ru: 'прочие', en: 'another person' },
};
const KIND: Record<string, Said> = {
  request: { ru: 'запрос', en: 'a request' },
  statement: { ru: 'заявление', en: 'a statement' },
  proposal: { ru: 'предложение', en: 'a proposal' },
  complaint: { ru: 'жалоба', en: 'a complaint' },
};

/** The trace as sentences, one per step, in the order they happened. */
export function explain(trace: TraceLine[], language: Language, names: Names = {}): string[] {
  return trace.map((line) => SENTENCES[line.outcome](line, language, names));
}

type Sentence = (line: TraceLine, language: Language, names: Names) => string;

const SENTENCES: Record<TraceLine['outcome'], Sentence> = {
  read: ({ because: { topic, kind, sure, confidence, category } }, language, names) => {
    const percent = Math.floor(Number(confidence) * 100);
    const who = CATEGORY[String(category)]?.[language];
    const title = names.topic?.(String(topic)) ?? topic;
    const [sort, certain] = [KIND[String(kind)][language], sure === true];
    return language === 'ru'
      ? `Вид: ${sort}; тематика «${title}», ${certain ? 'определена уверенно' : 'определена неуверенно'} (${percent} %)${who ? `; категория клиента: ${who}` : '; категория клиента пока не известна'}.`
      : `It is ${sort} on “${title}”, ${certain ? 'named with certainty' : 'named without certainty'} (${percent}%)${who ? `; the client is ${who}` : '; the client’s category is not known yet'}.`;
  },
  raised: ({ because: { priority }, said }, language) =>
    language === 'ru' ? `Приоритет поднят до ${priority}: ${said?.ru}.` : `Priority raised to ${priority}: ${said?.en}.`,
  excluded: ({ because }, language, names) => {
    const list = (because.agents as string[]).map((id) => names.agent?.(id) ?? id).join(', ');
    return language === 'ru'
      ? `Жалоба касается сотрудника (${list}): ему обращение не передаётся.`
      : `The complaint is about ${list}, who will not receive it.`;
  },
  skipped: ({ because: { agent, why } }, language, names) => {
    const name = names.agent?.(String(agent)) ?? agent;
    const reason = WHY[String(why)]?.[language] ?? why;
    return language === 'ru'
      ? `Закреплённый менеджер или заместитель (${name}) пропущен: ${reason}.`
      : `The client’s manager or deputy (${name}) was passed over: ${reason}.`;
  },
  decided: ({ because, said }, language, names) => {
    const to = destination(because, language, names);
    return language === 'ru' ? `Решение: ${to} — ${said?.ru}.` : `Decision: ${to}, because ${said?.en}.`;
  },
};

function destination({ queue, agent, standsInFor }: Record<string, unknown>, language: Language, names: Names): string {
  const person = (id: unknown) => names.agent?.(String(id)) ?? String(id);
  if (queue !== undefined) {
    const name = names.queue?.(String(queue)) ?? queue;
    return language === 'ru' ? `очередь «${name}»` : `queue “${name}”`;
  }
  if (standsInFor === undefined)
    return language === 'ru' ? `менеджер клиента (${person(agent)})` : `the client’s manager (${person(agent)})`;
  return language === 'ru'
    ? `заместитель (${person(agent)}) вместо менеджера клиента (${person(standsInFor)})`
    : `the deputy (${person(agent)}) instead of the client’s manager (${person(standsInFor)})`;
}
