// What staff say in a ticket: replies, notes, resolution, another try of a failed delivery.
import { Body, Controller, Delete, Headers, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { DeliveriesService } from '#libs/channels/deliveries.service.js';
import { ReplyService } from '#libs/channels/reply.service.js';
import { type MessageView, NewNote, NewReply, NewResolution, type TicketView } from '#libs/contract/tickets.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { ConversationQuery } from '#libs/tickets/conversation.query.js';
import { TicketsQuery } from '#libs/tickets/tickets.query.js';
import { Access, Me } from './access.decorator.js';

@Controller('api/tickets/:id')
export class TicketWordsController {
  constructor(
    private readonly tickets: TicketsQuery,
    private readonly conversation: ConversationQuery,
    private readonly replies: ReplyService,
    private readonly deliveries: DeliveriesService,
  ) {}

  @Post('replies')
  @Access('ticket.reply')
  async reply(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: NewReply }) draft: z.infer<typeof NewReply>,
    @Headers('idempotency-key') key?: string,
  ): Promise<{ message: MessageView; newer: MessageView[]; lastSeq: string }> {
    const { id: ticketId } = await this.tickets.view(me, id);
    const { messageId, newer } = await this.replies.reply(me, ticketId, keyed(draft, key));
    const [message] = await this.conversation.byId([messageId]);
    return { message: message!, newer, lastSeq: await this.tickets.lastSeq(ticketId) };
  }

  @Post('notes')
  @Access('ticket.note')
  async note(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: NewNote }) draft: z.infer<typeof NewNote>,
    @Headers('idempotency-key') key?: string,
  ): Promise<{ message: MessageView }> {
    const { id: ticketId } = await this.tickets.view(me, id);
    const [message] = await this.conversation.byId([await this.replies.note(me, ticketId, keyed(draft, key))]);
    return { message: message! };
  }

  @Post('resolution')
  @Access('ticket.resolve')
  async resolve(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: NewResolution }) draft: z.infer<typeof NewResolution>,
  ): Promise<TicketView> {
    const { id: ticketId } = await this.tickets.view(me, id);
    await this.replies.resolve(me, ticketId, draft);
    return this.tickets.view(me, ticketId);
  }

  @Delete('resolution')
  @Access('ticket.reopen')
  async reopen(@Me() me: Viewer, @Param('id') id: string): Promise<TicketView> {
    const { id: ticketId } = await this.tickets.view(me, id);
    await this.replies.reopen(me, ticketId);
    return this.tickets.view(me, ticketId);
  }

  @Post('messages/:messageId/retry')
  @HttpCode(204)
  @Access('ticket.reply')
  async retry(@Me() me: Viewer, @Param('id') id: string, @Param('messageId') messageId: string): Promise<void> {
    const { id: ticketId } = await this.tickets.view(me, id);
    await this.deliveries.retry(ticketId, messageId, actorOf(me));
  }
}

/** The request's key names the message too: a write whose answer died with the process is found again, not said twice. */
const keyed = <D extends { clientKey?: string }>(draft: D, key: string | undefined): D =>
  key && !draft.clientKey ? { ...draft, clientKey: key.slice(0, 100) } : draft;
