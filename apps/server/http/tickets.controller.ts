// Tickets over HTTP: lists, counters, one ticket with its conversation, journal and decision; registering and correcting.
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { OutgoingService } from '#libs/channels/outgoing.service.js';
import {
  type DecisionView,
  type JournalView,
  type MessageView,
  NewTicket,
  TicketPatch,
  TicketQuery,
  type TicketView,
} from '#libs/contract/tickets.js';
import { notFound } from '#libs/kernel/errors.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { OffersQuery } from '#libs/routing/offers.query.js';
import { ConversationQuery } from '#libs/tickets/conversation.query.js';
import { DuplicatesQuery } from '#libs/tickets/duplicates.query.js';
import { HandlingService } from '#libs/tickets/handling.service.js';
import { TicketsQuery } from '#libs/tickets/tickets.query.js';
import { Access, Me } from './access.decorator.js';

const Page = z.object({
  before: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional(),
  after: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
type Page = z.infer<typeof Page>;

@Controller('api/tickets')
export class TicketsController {
  constructor(
    private readonly tickets: TicketsQuery,
    private readonly duplicates: DuplicatesQuery,
    private readonly conversation: ConversationQuery,
    private readonly offers: OffersQuery,
    private readonly handling: HandlingService,
    private readonly outgoing: OutgoingService,
  ) {}

  @Get()
  @Access('ticket.read')
  list(@Me() me: Viewer, @Query({ schema: TicketQuery }) query: TicketQuery): Promise<{ items: TicketView[]; next: string | null }> {
    return this.tickets.list(me, query);
  }

  @Get('counts')
  @Access('ticket.read')
  counts(@Me() me: Viewer): Promise<Record<string, number>> {
    return this.tickets.counts(me);
  }

  @Get(':id')
  @Access('ticket.read')
  async ticket(@Me() me: Viewer, @Param('id') id: string): Promise<TicketView> {
    const view = await this.tickets.view(me, id);
    // the first look by the person who answers is a fact of its own
    if (view.assignee?.id === me.agentId || view.offer?.agent.id === me.agentId) await this.handling.looked(view.id, actorOf(me));
    return view;
  }

  @Get(':id/messages')
  @Access('ticket.read')
  async messages(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Query({ schema: Page }) page: Page,
  ): Promise<{ items: MessageView[]; next: string | null }> {
    const view = await this.tickets.view(me, id);
    return this.conversation.messages(view.id, page.before ?? page.after ?? null, page.limit);
  }

  @Get(':id/journal')
  @Access('ticket.read')
  async journal(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Query({ schema: Page }) page: Page,
  ): Promise<{ items: JournalView[]; next: string | null }> {
    const view = await this.tickets.view(me, id);
    return this.conversation.journal(view.id, page.after ?? null, page.limit);
  }

  /** D11: older open tickets of this client on this topic, to be joined by one key. */
  @Get(':id/duplicates')
  @Access('ticket.read')
  async duplicatesOf(@Me() me: Viewer, @Param('id') id: string): Promise<{ items: TicketView[]; next: null }> {
    const view = await this.tickets.view(me, id);
    return { items: await this.duplicates.of(me, view.id), next: null };
  }

  @Get(':id/decision')
  @Access('ticket.read')
  async decision(@Me() me: Viewer, @Param('id') id: string): Promise<DecisionView> {
    const view = await this.tickets.view(me, id);
    const decision = await this.offers.decision(view.id, me.language);
    if (!decision) throw notFound('Для этого обращения решения маршрутизатора нет.');
    return decision;
  }

  @Post()
  @Access('ticket.register')
  async register(@Me() me: Viewer, @Body({ schema: NewTicket }) draft: z.infer<typeof NewTicket>): Promise<TicketView | { id: string }> {
    const id = await this.outgoing.begin(me, draft);
    // routed at once to a desk the registrar may not read: the id and number are still theirs to print
    return this.tickets.view(me, id).catch(() => this.tickets.slip(id));
  }

  @Patch(':id')
  @Access('ticket.change')
  async correct(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: TicketPatch }) patch: z.infer<typeof TicketPatch>,
  ): Promise<TicketView> {
    const view = await this.tickets.view(me, id);
    await this.handling.correct(view.id, patch, actorOf(me));
    return this.tickets.view(me, view.id);
  }
}
