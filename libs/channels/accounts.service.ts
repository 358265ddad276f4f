// The accounts of all channels: from the environment, the settings screen or the demo; secrets sealed; links kept open.
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '#libs/kernel/clock.js';
import type { Tx } from '#libs/kernel/database.js';
import { Database } from '#libs/kernel/database.service.js';
import { DomainError, invalid, notFound } from '#libs/kernel/errors.js';
import type { Actor } from '#libs/kernel/journal.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';
import { seal, unseal } from '#libs/kernel/secret.adapter.js';
import { readHours } from '#libs/tickets/hours.js';
import type { Channel, ChannelAccount } from './channel.js';

interface Row {
  id: string;
  channel: string;
  name: string;
  mode: 'on' | 'off' | 'redirect';
  origin: 'environment' | 'screen' | 'demo';
  settings: Record<string, unknown>;
  sealed: string | null;
  queue_code: string | null;
  signature: string;
  hours: string;
  language: 'ru' | 'en';
  intake_from: Date;
}
export interface AccountDraft {
  channel: string;
  name: string;
  origin: 'environment' | 'screen' | 'demo';
  settings: Record<string, unknown>;
  mode?: 'on' | 'off' | 'redirect';
  queue?: string | null;
  signature?: string;
  hours?: string;
  language?: 'ru' | 'en';
  intakeFrom?: Date;
}
const MASK = '••••';

const russian = z.locales.ru().localeError;
/** What is wrong with a setting where its schema has no own words. */
const wordsOf: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'invalid_type' && issue.input === undefined ? 'не заполнено' : russian(issue);

@Injectable()
export class AccountsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: JournalService,
    private readonly live: LiveEvents,
    private readonly channels: Channel[],
    private readonly key: Buffer,
  ) {}

  channel(id: string): Channel {
    const channel = this.channels.find((one) => one.descriptor.id === id);
    if (!channel) throw notFound(`Канала «${id}» нет в этой сборке.`);
    return channel;
  }

  /** The reception desk's channel: where a form filled by staff belongs unless they name another. */
  desk(): Channel {
    return this.channels.find((one) => one.descriptor.turns === 'visit') ?? this.channels[0]!;
  }

  all(): Channel[] {
    return this.channels;
  }

  /** Every account that is not deleted, with its settings opened; one whose settings no longer fit the schema is left out and told. */
  async accounts(report: (name: string, reason: string) => void = () => undefined): Promise<(ChannelAccount & { origin: string })[]> {
    const rows = await this.db.query<Row>('select * from channel_accounts where not deleted order by id');
    return rows.flatMap((row) => {
      const channel = this.channels.find((one) => one.descriptor.id === row.channel);
      if (!channel) return [];
      try {
        return [{ ...this.open(row, channel), origin: row.origin }];
      } catch (error) {
        report(`${row.channel}/${row.name}`, (error as Error).message);
        return [];
      }
    });
  }

  async account(id: string): Promise<ChannelAccount & { origin: string }> {
    const [row] = /^\d+$/.test(id) ? await this.db.query<Row>('select * from channel_accounts where id = $1 and not deleted', [id]) : [];
    if (!row) throw notFound('Такого подключения нет.');
    return { ...this.open(row, this.channel(row.channel)), origin: row.origin };
  }

  /** Creates, or replaces the settings of the account with this channel and name. Masked secrets keep their stored value. */
  async put(draft: AccountDraft, actor: Actor): Promise<string> {
    const channel = this.channel(draft.channel);
    const [before] = await this.db.query<Row>('select * from channel_accounts where channel = $1 and name = $2', [
      draft.channel,
      draft.name,
    ]);
    const settings = this.check(channel, this.withStoredSecrets(channel, draft.settings, before));
    const { open, secret } = this.divide(channel, settings);
    return this.db.transaction(async (tx) => {
      if (draft.queue) await this.checkQueue(tx, draft.queue);
      const [row] = await tx.query<{ id: string }>(
        `insert into channel_accounts (channel, name, origin, mode, settings, sealed, queue_code, signature, language, intake_from, created_at, hours)
         values ($1, $2, $3, coalesce($4, 'on'), $5, $6, $7, coalesce($8, ''), coalesce($9, 'ru'), $10, $11, coalesce($12, ''))
         on conflict (channel, name) do update set origin = excluded.origin, settings = excluded.settings, sealed = excluded.sealed, deleted = false,
           intake_from = case when channel_accounts.deleted then excluded.intake_from else channel_accounts.intake_from end,
           mode = coalesce($4, channel_accounts.mode), queue_code = coalesce($7, channel_accounts.queue_code), signature = coalesce($8, channel_accounts.signature), language = coalesce($9, channel_accounts.language),
           hours = coalesce($12, channel_accounts.hours)
         returning id`,
        [
          draft.channel,
          draft.name,
          draft.origin,
          draft.mode ?? null,
          JSON.stringify(open),
          seal(this.key, JSON.stringify(secret)),
          draft.queue ?? null,
          draft.signature ?? null,
          draft.language ?? null,
          draft.intakeFrom ?? this.clock.now(),
          this.clock.now(),
          checkedHours(draft.hours),
        ],
      );
      await this.journal.append(tx, [
        {
          kind: 'channel.changed',
          subject: { type: 'channel', id: row!.id },
          actor,
          facts: { channel: draft.channel, name: draft.name, fields: Object.keys(draft.settings) },
        },
      ]);
      tx.afterCommit(() => this.live.emit('channels', { accountId: row!.id }));
      return row!.id;
    });
  }

  /** Every inbound channel is bound to the contact department (003 §1.1); other departments get inquiries by routing and transfer. */
  private async checkQueue(tx: Tx, code: string): Promise<void> {
    const [queue] = await tx.query(
      'select 1 from queues q join departments d on d.id = q.department_id where q.code = $1 and q.active and d.contact',
      [code],
    );
    if (!queue)
      throw invalid('Подключение привязывают к очереди контактного отдела: в другие подразделения обращения передают.', { field: 'queue' });
  }

  /** Mode, queue, signature, language, settings of an existing account. */
  async change(
    id: string,
    change: {
      mode?: string;
      queue?: string | null;
      signature?: string;
      hours?: string;
      language?: string;
      settings?: Record<string, unknown>;
      intakeFrom?: Date;
    },
    actor: Actor,
  ): Promise<void> {
    const account = await this.account(id);
    if (change.settings) {
      if (account.origin === 'environment')
        throw invalid('Это подключение задано переменными окружения: измените их и перезапустите сервер.', { field: 'settings' });
      await this.put(
        { channel: account.channel, name: account.name, origin: account.origin as 'screen', settings: change.settings },
        actor,
      );
    }
    await this.db.transaction(async (tx) => {
      if (change.queue) await this.checkQueue(tx, change.queue);
      await tx.query(
        `update channel_accounts set mode = coalesce($2, mode), queue_code = case when $3 then $4 else queue_code end, signature = coalesce($5, signature), language = coalesce($6, language), intake_from = coalesce($7, intake_from), hours = coalesce($8, hours) where id = $1`,
        [
          id,
          change.mode ?? null,
          change.queue !== undefined,
          change.queue ?? null,
          change.signature ?? null,
          change.language ?? null,
          change.intakeFrom ?? null,
          checkedHours(change.hours),
        ],
      );
      await this.journal.append(tx, [
        {
          kind: 'channel.changed',
          subject: { type: 'channel', id },
          actor,
          facts: { channel: account.channel, name: account.name, fields: Object.keys(change) },
        },
      ]);
      tx.afterCommit(() => this.live.emit('channels', { accountId: id }));
    });
  }

  async remove(id: string, actor: Actor): Promise<void> {
    const account = await this.account(id);
    await this.db.transaction(async (tx) => {
      await tx.query(`update channel_accounts set deleted = true, sealed = null, settings = '{}' where id = $1`, [id]);
      await this.journal.append(tx, [
        { kind: 'channel.removed', subject: { type: 'channel', id }, actor, facts: { channel: account.channel, name: account.name } },
      ]);
      tx.afterCommit(() => this.live.emit('channels', { accountId: id }));
    });
  }

  /** Settings for the screen: secrets as dots. */
  shown(account: ChannelAccount): Record<string, unknown> {
    const { open, secret } = this.divide(this.channel(account.channel), account.settings as Record<string, unknown>);
    return {
      ...open,
      ...Object.fromEntries(
        Object.entries(secret)
          .filter(([, value]) => value)
          .map(([key]) => [key, MASK]),
      ),
    };
  }

  /** Parses a settings document; throws invalid naming each wrong field. */
  check(channel: Channel, settings: unknown): Record<string, unknown> {
    const parsed = channel.settings.safeParse(settings, { error: wordsOf });
    if (parsed.success) return parsed.data as Record<string, unknown>;
    const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.') || 'settings', issue.message]));
    throw new DomainError(
      'invalid',
      `Настройки заполнены неверно: ${Object.entries(fields)
        .map(([field, message]) => `${channel.labels.ru[field] ?? field} — ${message}`)
        .join('; ')}.`,
      { fields },
    );
  }

  /** The draft with dots replaced by the stored secrets, for "test connection" before saving. */
  async complete(channelId: string, name: string | null, settings: Record<string, unknown>): Promise<Record<string, unknown>> {
    const channel = this.channel(channelId);
    const [before] = name
      ? await this.db.query<Row>('select * from channel_accounts where channel = $1 and name = $2', [channelId, name])
      : [];
    return this.check(channel, this.withStoredSecrets(channel, settings, before));
  }

  private withStoredSecrets(channel: Channel, settings: Record<string, unknown>, before?: Row): Record<string, unknown> {
    const stored = before?.sealed ? (JSON.parse(unseal(this.key, before.sealed)) as Record<string, unknown>) : {};
    return Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [key, channel.secrets.includes(key) && value === MASK ? stored[key] : value]),
    );
  }

  private divide(channel: Channel, settings: Record<string, unknown>): { open: Record<string, unknown>; secret: Record<string, unknown> } {
    const entries = Object.entries(settings);
    return {
      open: Object.fromEntries(entries.filter(([key]) => !channel.secrets.includes(key))),
      secret: Object.fromEntries(entries.filter(([key]) => channel.secrets.includes(key))),
    };
  }

  private open(row: Row, channel: Channel): ChannelAccount {
    const secret = row.sealed ? (JSON.parse(unseal(this.key, row.sealed)) as Record<string, unknown>) : {};
    return {
      id: row.id,
      channel: row.channel,
      name: row.name,
      mode: row.mode,
      settings: this.check(channel, { ...row.settings, ...secret }),
      signature: row.signature,
      hours: row.hours,
      language: row.language,
      queueCode: row.queue_code,
      intakeFrom: row.intake_from,
    };
  }
}

/** Null leaves what is stored. */
function checkedHours(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (readHours(text) === null)
    throw invalid('Часы не распознаны: напишите «пн-пт 9:00-18:00; сб 10:00-14:00», «круглосуточно» или оставьте поле пустым.', {
      field: 'hours',
    });
  return text.trim();
}
