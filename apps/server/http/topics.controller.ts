// Topics, classification, templates and drafts over HTTP.
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { type TemplateView, TopicChange, type TopicView } from '#libs/contract/staff.js';
import { ClientCategory } from '#libs/contract/tickets.js';
import { Database } from '#libs/kernel/database.service.js';
import { DomainError } from '#libs/kernel/errors.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { RouterService } from '#libs/routing/router.service.js';
import { DraftsService } from '#libs/tickets/drafts.service.js';
import { TicketsQuery } from '#libs/tickets/tickets.query.js';
import { TopicsService } from '#libs/topics/topics.service.js';
import { Access, Me } from './access.decorator.js';

const Classify = z
  .object({ text: z.string().min(1).max(100_000), channel: z.string().max(64).optional(), clientCategory: ClientCategory.optional() })
  .strict();
const Example = z.object({ text: z.string().trim().min(1).max(10_000), topic: z.string().max(64) }).strict();
const Draft = z.object({ text: z.string().max(100_000), mode: z.enum(['reply', 'note']).default('reply') }).strict();

@Controller('api')
export class TopicsController {
  constructor(
    private readonly topics: TopicsService,
    private readonly router: RouterService,
    private readonly drafts: DraftsService,
    private readonly tickets: TicketsQuery,
    private readonly db: Database,
  ) {}

  @Get('topics')
  @Access('topic.read')
  list(): { items: TopicView[]; next: null } {
    return {
      items: this.topics
        .list()
        .map(({ code, ru, en, desk, queueCode, typical, active }) => ({ code, ru, en, desk, queue: queueCode, typical, active })),
      next: null,
    };
  }

  @Patch('topics/:code')
  @Access('topic.write')
  async change(
    @Me() me: Viewer,
    @Param('code') code: string,
    @Body({ schema: TopicChange }) change: z.infer<typeof TopicChange>,
  ): Promise<{ items: TopicView[] }> {
    await this.topics.change(code, change, actorOf(me));
    await this.router.load();
    return this.list();
  }

  /** The same code path as intake; nothing is stored. */
  @Post('topics/classify')
  @HttpCode(200)
  @Access('topic.classify')
  classify(@Body({ schema: Classify }) draft: z.infer<typeof Classify>): Record<string, unknown> {
    const guess = this.topics.classify(draft.text, { channel: draft.channel, clientCategory: draft.clientCategory });
    if (!guess) throw new DomainError('unavailable', 'Тематики ещё не загружены: дождитесь окончания запуска.');
    return { ...guess };
  }

  @Post('topics/examples')
  @HttpCode(204)
  @Access('topic.teach')
  teach(@Me() me: Viewer, @Body({ schema: Example }) draft: z.infer<typeof Example>): Promise<void> {
    return this.topics.teach(draft.text, draft.topic, actorOf(me));
  }

  @Get('templates')
  @Access('template.read')
  async templates(): Promise<{ items: TemplateView[]; next: null }> {
    return { items: await this.db.query<TemplateView>('select id, code, title, text from templates where active order by id'), next: null };
  }

  @Get('drafts/:ticketId')
  @Access('ticket.reply')
  async draft(@Me() me: Viewer, @Param('ticketId') ticketId: string): Promise<{ text: string; mode: string }> {
    const { id } = await this.tickets.view(me, ticketId);
    return (await this.drafts.draft(me.agentId, id)) ?? { text: '', mode: 'reply' };
  }

  @Put('drafts/:ticketId')
  @HttpCode(204)
  @Access('ticket.reply')
  async keepDraft(
    @Me() me: Viewer,
    @Param('ticketId') ticketId: string,
    @Body({ schema: Draft }) draft: z.infer<typeof Draft>,
  ): Promise<void> {
    const { id } = await this.tickets.view(me, ticketId);
    await this.drafts.keep(me.agentId, id, draft.text, draft.mode);
  }
}
