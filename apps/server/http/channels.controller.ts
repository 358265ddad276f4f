// Channels' settings over HTTP: accounts with write-only secrets, connection tests, the switch of automatic messages, quarantine.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AccountsService } from '#libs/channels/accounts.service.js';
import type { Channel, TestStep } from '#libs/channels/channel.js';
import { LinksService } from '#libs/channels/links.service.js';
import { QuarantineService, type QuarantineRow } from '#libs/channels/quarantine.service.js';
import { SilenceService } from '#libs/channels/silence.service.js';
import { ChannelAccountChange, type ChannelView } from '#libs/contract/staff.js';
import { Database } from '#libs/kernel/database.service.js';
import { invalid } from '#libs/kernel/errors.js';
import { viewerMay } from '#libs/people/permissions.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { Access, Me } from './access.decorator.js';

const NewAccount = ChannelAccountChange.required({ name: true, settings: true });
const Silence = z.object({ silenced: z.boolean() }).strict();

@Controller('api')
export class ChannelsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly links: LinksService,
    private readonly quarantine: QuarantineService,
    private readonly db: Database,
    private readonly silenceSwitch: SilenceService,
  ) {}

  /** Everybody signed in needs the descriptors; accounts only those who may see them. */
  @Get('channels')
  @Access('ticket.read')
  async list(@Me() me: Viewer): Promise<{ items: ChannelView[]; silenced: boolean; next: null }> {
    const full = viewerMay(me, 'channel.read');
    const rows = await this.db.query<{ id: string; channel: string; last_inbound_at: Date | null; origin: 'screen' }>(
      'select id, channel, last_inbound_at, origin from channel_accounts where not deleted order by id',
    );
    const accounts = await this.accounts.accounts();
    const items = this.accounts.all().map((channel) => ({
      descriptor: channel.descriptor,
      schema: schemaOf(channel),
      secrets: channel.secrets,
      labels: channel.labels,
      accounts: accounts
        .filter((account) => account.channel === channel.descriptor.id)
        .map((account) => {
          const health = this.links.health(account.id);
          const row = rows.find((one) => one.id === account.id);
          return {
            id: account.id,
            name: account.name,
            mode: account.mode,
            origin: row?.origin ?? ('screen' as const),
            settings: full ? this.accounts.shown(account) : {},
            queue: account.queueCode,
            signature: account.signature,
            language: account.language,
            hours: account.hours ?? '',
            health: {
              state: health.state,
              reason: health.reason,
              lastInboundAt: row?.last_inbound_at?.toISOString() ?? null,
              since: health.since.toISOString(),
            },
          };
        }),
    }));
    return { items, silenced: await this.silenceSwitch.silenced(), next: null };
  }

  @Post('channels/:channel/accounts')
  @Access('channel.write')
  async connect(
    @Me() me: Viewer,
    @Param('channel') channel: string,
    @Body({ schema: NewAccount }) draft: z.infer<typeof NewAccount>,
  ): Promise<{ id: string }> {
    const id = await this.accounts.put(
      {
        channel,
        name: draft.name,
        origin: 'screen',
        settings: draft.settings,
        mode: draft.mode,
        queue: draft.queue,
        signature: draft.signature,
        hours: draft.hours,
        language: draft.language,
        intakeFrom: moment(draft.intakeFrom),
      },
      actorOf(me),
    );
    await this.links.refresh();
    return { id };
  }

  @Patch('channels/:channel/accounts/:id')
  @HttpCode(204)
  @Access('channel.write')
  async change(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: ChannelAccountChange }) change: z.infer<typeof ChannelAccountChange>,
  ): Promise<void> {
    await this.accounts.change(id, { ...change, intakeFrom: moment(change.intakeFrom) }, actorOf(me));
    await this.links.refresh();
  }

  @Delete('channels/:channel/accounts/:id')
  @HttpCode(204)
  @Access('channel.write')
  async remove(@Me() me: Viewer, @Param('id') id: string): Promise<void> {
    await this.accounts.remove(id, actorOf(me));
    await this.links.refresh();
  }

  /** Steps in order, up to the first failure; unsaved settings may be tested too. */
  @Post('channels/:channel/accounts/:id/test')
  @HttpCode(200)
  @Access('channel.write')
  async test(
    @Me() me: Viewer,
    @Param('channel') channelId: string,
    @Param('id') id: string,
    @Body({ schema: ChannelAccountChange }) draft: z.infer<typeof ChannelAccountChange>,
  ): Promise<{ steps: TestStep[] }> {
    const channel = this.accounts.channel(channelId);
    const stored = id === 'new' ? null : await this.accounts.account(id);
    const settings = draft.settings ? await this.accounts.complete(channelId, stored?.name ?? null, draft.settings) : stored?.settings;
    if (!settings) throw invalid('Заполните настройки подключения.', { field: 'settings' });
    const steps: TestStep[] = [];
    for await (const step of channel.test?.(settings, this.links.host(), me.language) ?? []) {
      steps.push(step);
      if (!step.ok) break;
    }
    return { steps };
  }

  @Put('channels/silence')
  @Access('channel.write')
  async silence(@Me() me: Viewer, @Body({ schema: Silence }) { silenced }: z.infer<typeof Silence>): Promise<{ silenced: boolean }> {
    await this.silenceSwitch.turn(silenced, actorOf(me));
    return { silenced };
  }

  @Get('quarantine')
  @Access('channel.read')
  async quarantined(): Promise<{ items: QuarantineRow[]; next: null }> {
    return { items: await this.quarantine.list(null), next: null };
  }

  @Get('quarantine/:id/raw')
  @Access('ledger.read')
  async raw(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    void reply
      .header('content-type', 'application/octet-stream')
      .header('content-disposition', `attachment; filename="envelope-${Number(id)}.bin"`)
      .header('x-content-type-options', 'nosniff')
      .send(await this.quarantine.raw(id));
  }
}

function moment(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  if (Number.isNaN(Date.parse(text)))
    throw invalid('Дата начала приёма не распознана: укажите её как 2026-11-27.', { field: 'intakeFrom' });
  return new Date(text);
}

function schemaOf(channel: Channel): Record<string, unknown> {
  return z.toJSONSchema(channel.settings, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
}
