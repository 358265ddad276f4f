// Topics in memory with the model built from them; corrections of people are taught at once.
import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/kernel/clock.js';
import { Database } from '#libs/kernel/database.service.js';
import { invalid, notFound } from '#libs/kernel/errors.js';
import type { Actor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { type Classification, type ClientCategory, classify } from './classify.js';
import { buildModel, type Model } from './model.js';

export interface TopicFacts {
  code: string;
  ru: string;
  en: string;
  desk: string;
  queueCode: string;
  typical: boolean;
  automatic: boolean;
  active: boolean;
}

@Injectable()
export class TopicsService {
  private model: Model | null = null;
  private topics = new Map<string, TopicFacts>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
  ) {}

  /** Reads topics and examples and builds the model (about 0.3 s); at start and after an edit. */
  async load(): Promise<void> {
    const rows = await this.db.query<TopicFacts & { keywords: string[] }>(
      `select code, ru, en, desk, queue_code as "queueCode", typical, automatic, active, keywords from topics order by position, code`,
    );
    const examples = await this.db.query<{ topic: string; text: string; origin: string }>(
      'select topic, text, origin from topic_examples where not deleted order by id',
    );
    const phrasings = grouped(examples.filter((e) => e.origin === 'seed'));
    this.topics = new Map(rows.map((row) => [row.code, row]));
    if (!rows.length) return;
    const seeds = rows
      .filter((row) => row.active)
      .map((row) => ({
        code: row.code,
        desk: row.desk,
        keywords: row.keywords,
        phrasings: (phrasings.get(row.code) ?? []).map((e) => e.text),
      }));
    this.model = buildModel(seeds, {
      examples: examples.filter((e) => e.origin !== 'seed').map((e) => ({ text: e.text, topic: e.topic, weight: 2 })),
    });
  }

  list(): TopicFacts[] {
    return [...this.topics.values()];
  }

  topic(code: string): TopicFacts {
    const topic = this.topics.get(code);
    if (!topic) throw invalid(`Тематики «${code}» нет. Выберите её из списка.`, { field: 'topic' });
    return topic;
  }

  /** Pure guess by the present model; null before topics are seeded. */
  classify(text: string, facts: { channel?: string; clientCategory?: ClientCategory } = {}): Classification | null {
    return this.model ? classify(text, this.model, facts) : null;
  }

  /** A person names the topic of a text; the model knows it when this resolves. */
  async teach(text: string, topic: string, actor: Actor): Promise<void> {
    this.topic(topic);
    await this.db.transaction(async (tx) => {
      await tx.query(`insert into topic_examples (topic, text, origin, agent_id, created_at) values ($1, $2, 'correction', $3, $4)`, [
        topic,
        text.slice(0, 5000),
        actor.id,
        this.clock.now(),
      ]);
      await this.journal.append(tx, [{ kind: 'topic.taught', subject: { type: 'topic', id: topic }, actor }]);
    });
    await this.load();
  }

  async change(
    code: string,
    change: { ru?: string; en?: string; queue?: string; typical?: boolean; active?: boolean },
    actor: Actor,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (change.queue) {
        const [queue] = await tx.query('select 1 from queues where code = $1', [change.queue]);
        if (!queue) throw invalid(`Очереди «${change.queue}» нет.`, { field: 'queue' });
      }
      const rows = await tx.query(
        'update topics set ru = coalesce($2, ru), en = coalesce($3, en), queue_code = coalesce($4, queue_code), typical = coalesce($5, typical), active = coalesce($6, active) where code = $1 returning code',
        [code, change.ru ?? null, change.en ?? null, change.queue ?? null, change.typical ?? null, change.active ?? null],
      );
      if (!rows.length) throw notFound(`Тематики «${code}» нет.`);
      await this.journal.append(tx, [
        { kind: 'topic.changed', subject: { type: 'topic', id: code }, actor, facts: { fields: Object.keys(change) } },
      ]);
    });
    await this.load();
  }
}

function grouped<T extends { topic: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.topic, [...(groups.get(row.topic) ?? []), row]);
  return groups;
}
