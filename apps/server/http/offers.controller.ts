// Offers to me: the list, acceptance, refusal.
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { OfferView, TicketView } from '#libs/contract/tickets.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { OffersQuery } from '#libs/routing/offers.query.js';
import { OffersService } from '#libs/routing/offers.service.js';
import { TicketsQuery } from '#libs/tickets/tickets.query.js';
import { Access, Me } from './access.decorator.js';

const Refusal = z.object({ reason: z.string().trim().min(1).max(500) }).strict();

@Controller('api/offers')
export class OffersController {
  constructor(
    private readonly query: OffersQuery,
    private readonly offers: OffersService,
    private readonly tickets: TicketsQuery,
  ) {}

  @Get()
  @Access('ticket.read')
  async list(@Me() me: Viewer): Promise<{ items: OfferView[]; next: null }> {
    return { items: await this.query.openFor(me.agentId), next: null };
  }

  @Post(':id/acceptance')
  @Access('offer.answer')
  async accept(@Me() me: Viewer, @Param('id') id: string): Promise<TicketView> {
    return this.tickets.view(me, await this.offers.accept(id, me.agentId, actorOf(me)));
  }

  @Post(':id/refusal')
  @HttpCode(204)
  @Access('offer.answer')
  decline(@Me() me: Viewer, @Param('id') id: string, @Body({ schema: Refusal }) draft: z.infer<typeof Refusal>): Promise<void> {
    return this.offers.decline(id, me.agentId, draft.reason, actorOf(me));
  }
}
