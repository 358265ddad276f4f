// Tables of the program itself: settings, jobs, readers' cursors, stored files, idempotency keys.
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Flag, Id, Json, Maybe, Moment, Reference, Text, Whole } from './columns.decorator.js';

@Entity('settings')
export class Setting {
  @PrimaryColumn({ type: 'text' }) key: string;
  @Json() value: unknown;
  @Moment() updatedAt: Date;
}

/** The partial unique index on key (`worker is null and not dead`) is hand-written. */
@Entity('jobs')
@Index('jobs_key', { synchronize: false })
@Index('jobs_due', { synchronize: false })
@Index('jobs_lane', { synchronize: false })
export class Job {
  @Id() id: string;
  @Text() name: string;
  @Json() payload: unknown;
  @Moment() runAt: Date;
  @Text(Maybe) lane: string | null;
  @Text(Maybe) key: string | null;
  @Whole({ default: 0 }) attempts: number;
  @Whole(Maybe) worker: number | null;
  @Text(Maybe) lastError: string | null;
  @Flag() dead: boolean;
  @Moment() createdAt: Date;
}

@Entity('journal_readers')
export class JournalReader {
  @PrimaryColumn({ type: 'text' }) name: string;
  @Text() position: string;
  @Moment() readAt: Date;
}

@Entity('files')
@Index('files_hash', ['sha256'])
export class StoredFileRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Text() sha256: string;
  @Text() name: string;
  @Text() mime: string;
  @Column({ type: 'bigint' }) size: string;
  @Moment() createdAt: Date;
  @Reference(Maybe) createdBy: string | null;
}

@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn({ type: 'text' }) scope: string;
  @PrimaryColumn({ type: 'text' }) key: string;
  @Text() bodyHash: string;
  @Whole(Maybe) status: number | null;
  @Json(Maybe) answer: unknown;
  @Moment() createdAt: Date;
  @Whole(Maybe) holder: number | null;
}
