// Tables of topics, labelled examples and reply templates.
import { Entity, Index, PrimaryColumn } from 'typeorm';
import { Flag, Id, Json, Maybe, Moment, Reference, Text, Whole } from '#libs/kernel/columns.decorator.js';

@Entity('topics')
export class Topic {
  @PrimaryColumn({ type: 'text' }) code: string;
  @Text() ru: string;
  @Text() en: string;
  @Text() desk: string;
  @Text() queueCode: string;
  /** A contact manager may answer alone (003 §1.8). */
  @Flag() typical: boolean;
  /** May be answered by the machine. */
  @Flag() automatic: boolean;
  @Flag({ default: true }) active: boolean;
  @Whole({ default: 0 }) position: number;
  @Json({ default: [] }) keywords: string[];
}

@Entity('topic_examples')
@Index('topic_examples_topic', ['topic'])
export class TopicExample {
  @Id() id: string;
  @Text() topic: string;
  @Text() text: string;
  /** seed, correction or confirmation. */
  @Text() origin: string;
  @Reference(Maybe) agentId: string | null;
  @Flag() deleted: boolean;
  @Moment() createdAt: Date;
}

@Entity('templates')
export class Template {
  @Id() id: string;
  @Text({ unique: true }) code: string;
  @Text() title: string;
  @Text() text: string;
  @Flag({ default: true }) active: boolean;
}
