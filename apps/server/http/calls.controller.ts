// The console's call bar: dial, hold, resume, hang up, end after-call work, the browser phone's token, recordings.
import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { CallControl } from '#libs/channels/channel.js';
import { LinksService } from '#libs/channels/links.service.js';
import { invalid, notFound } from '#libs/kernel/errors.js';
import type { Viewer } from '#libs/people/viewer.js';
import { TicketsQuery } from '#libs/tickets/tickets.query.js';
import { Access, Me } from './access.decorator.js';

const Dial = z.object({ ticketId: z.string().max(64), phone: z.string().max(40) }).strict();
const ACTS = { hold: 'hold', resume: 'resume', hangup: 'hangUp', 'wrap-up': 'endWrapUp' } as const;

@Controller('api')
export class CallsController {
  constructor(
    private readonly links: LinksService,
    private readonly tickets: TicketsQuery,
  ) {}

  @Get('softphone/token')
  @Access('call.make')
  async token(@Me() me: Viewer, @Res({ passthrough: true }) reply: FastifyReply): Promise<{ token: string; identity: string } | undefined> {
    const token = await this.calls()?.softphone(me.agentId);
    // no phone in the browser: calls ring the person's ordinary telephone
    if (!token) void reply.status(204);
    return token ?? undefined;
  }

  @Get('calls/current')
  @Access('call.make')
  async current(@Me() me: Viewer): Promise<{ call: Awaited<ReturnType<CallControl['current']>> }> {
    return { call: (await this.calls()?.current(me.agentId)) ?? null };
  }

  @Post('calls')
  @Access('call.make')
  async dial(@Me() me: Viewer, @Body({ schema: Dial }) draft: z.infer<typeof Dial>): Promise<{ callId: string }> {
    const calls = this.calls();
    if (!calls) throw invalid('Телефония не подключена: подключите её в настройках каналов.');
    const { id } = await this.tickets.view(me, draft.ticketId);
    return calls.dial({ agentId: me.agentId, ticketId: id, phone: draft.phone });
  }

  @Post('calls/:id/:act')
  @HttpCode(204)
  @Access('call.make')
  async act(@Me() me: Viewer, @Param('id') id: string, @Param('act') act: string): Promise<void> {
    const method = ACTS[act as keyof typeof ACTS];
    if (!method) throw notFound('Такого действия со звонком нет.');
    await this.calls()?.[method](id, me.agentId);
  }

  @Get('tickets/:id/recordings/:call')
  @Access('ticket.read')
  async recording(@Me() me: Viewer, @Param('id') ticketId: string, @Param('call') call: string, @Res() reply: FastifyReply): Promise<void> {
    const { id } = await this.tickets.view(me, ticketId);
    const recording = await this.calls()?.recording({ callId: call, ticketId: id, agentId: me.agentId });
    if (!recording) throw notFound('Записи этого разговора нет.');
    void reply
      .header('content-type', recording.mime)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, no-store')
      .send(recording.bytes);
  }

  private calls(): CallControl | undefined {
    return this.links.callControl();
  }
}
