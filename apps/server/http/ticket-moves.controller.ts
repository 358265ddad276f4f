// Where a ticket goes: taken, assigned, transferred, snoozed, merged, split, marked as spam, and back.
import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { NewAssignment, NewMerge, NewSnooze, NewSplit, NewTransfer, type TicketView } from '#libs/contract/tickets.js';
import { conflict, forbidden } from '#libs/kernel/errors.js';
import { viewerMay } from '#libs/people/permissions.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { AssignmentService } from '#libs/routing/assignment.service.js';
import { HandlingService } from '#libs/tickets/handling.service.js';
import { JoiningService } from '#libs/tickets/joining.service.js';
import { TicketsQuery } from '#libs/tickets/tickets.query.js';
import { Access, Me } from './access.decorator.js';

@Controller('api/tickets/:id')
export class TicketMovesController {
  constructor(
    private readonly tickets: TicketsQuery,
    private readonly assignment: AssignmentService,
    private readonly handling: HandlingService,
    private readonly joining: JoiningService,
  ) {}

  @Post('assignment')
  @Access('ticket.take')
  assign(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: NewAssignment }) draft: z.infer<typeof NewAssignment>,
  ): Promise<TicketView | null> {
    const agent = draft.agent ?? me.agentId;
    if (agent !== me.agentId && !viewerMay(me, 'ticket.assign'))
      throw forbidden('Назначать другим может начальник. Передайте обращение с причиной.');
    return this.act(me, id, (ticketId) => this.assignment.assign(ticketId, agent, actorOf(me)));
  }

  /** The answer is null when the ticket left the sender's sight. */
  @Post('transfers')
  @Access('ticket.transfer')
  transfer(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: NewTransfer }) draft: z.infer<typeof NewTransfer>,
  ): Promise<TicketView | null> {
    return this.act(me, id, (ticketId) => this.assignment.transfer(ticketId, draft, actorOf(me)));
  }

  @Post('snooze')
  @Access('ticket.snooze')
  snooze(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: NewSnooze }) draft: z.infer<typeof NewSnooze>,
  ): Promise<TicketView | null> {
    return this.act(me, id, (ticketId) => this.handling.snooze(ticketId, new Date(draft.until), actorOf(me)));
  }

  @Delete('snooze')
  @Access('ticket.snooze')
  wake(@Me() me: Viewer, @Param('id') id: string): Promise<TicketView | null> {
    return this.act(me, id, (ticketId) => this.handling.wake(ticketId, actorOf(me)));
  }

  @Post('merges')
  @Access('ticket.merge')
  merge(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: NewMerge }) draft: z.infer<typeof NewMerge>,
  ): Promise<TicketView | null> {
    return this.act(me, id, async (ticketId) => {
      const into = await this.tickets.view(me, draft.into);
      if (into.status === 'merged')
        throw conflict('Выбранное обращение само объединено: выберите то, в которое оно вошло.', { into: into.mergedInto });
      await this.joining.merge(ticketId, into.id, actorOf(me));
    });
  }

  @Delete('merges')
  @Access('ticket.merge')
  unmerge(@Me() me: Viewer, @Param('id') id: string): Promise<TicketView | null> {
    return this.act(me, id, (ticketId) => this.joining.unmerge(ticketId, actorOf(me)));
  }

  @Post('splits')
  @Access('ticket.split')
  async split(@Me() me: Viewer, @Param('id') id: string, @Body({ schema: NewSplit }) draft: z.infer<typeof NewSplit>): Promise<TicketView> {
    const { id: ticketId } = await this.tickets.view(me, id);
    return this.tickets.view(me, await this.joining.split(ticketId, draft.messageIds, actorOf(me), draft.reason ?? null));
  }

  /** Answers the ticket that the messages went back to. */
  @Delete('splits')
  @Access('ticket.split')
  async unsplit(@Me() me: Viewer, @Param('id') id: string): Promise<TicketView> {
    const { id: ticketId } = await this.tickets.view(me, id);
    return this.tickets.view(me, await this.joining.unsplit(ticketId, actorOf(me)));
  }

  @Post('spam')
  @Access('ticket.spam')
  spam(@Me() me: Viewer, @Param('id') id: string): Promise<TicketView | null> {
    return this.act(me, id, (ticketId) => this.handling.markSpam(ticketId, actorOf(me)));
  }

  @Delete('spam')
  @Access('ticket.spam')
  notSpam(@Me() me: Viewer, @Param('id') id: string): Promise<TicketView | null> {
    return this.act(me, id, (ticketId) => this.handling.unmarkSpam(ticketId, actorOf(me)));
  }

  private async act(me: Viewer, id: string, work: (ticketId: string) => Promise<void>): Promise<TicketView | null> {
    const { id: ticketId } = await this.tickets.view(me, id);
    await work(ticketId);
    return (await this.tickets.views(me, [ticketId]))[0] ?? null;
  }
}
