// Clients over HTTP: found while typing, opened, created, edited under optimistic locking, related.
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { ClientPatch, type ClientRow, type ClientView, NewClient, NewClientMerge, NewRepresentative } from '#libs/contract/clients.js';
import { ClientsQuery } from '#libs/people/clients.query.js';
import { ClientsService } from '#libs/people/clients.service.js';
import { actorOf, type Viewer } from '#libs/people/viewer.js';
import { ClientJoiningService } from '#libs/tickets/client-joining.service.js';
import { ClientCardQuery } from '#libs/tickets/client-card.query.js';
import { Access, Me } from './access.decorator.js';

const Find = z.object({ q: z.string().max(300).default(''), limit: z.coerce.number().int().min(1).max(100).default(20) });

@Controller('api/clients')
export class ClientsController {
  constructor(
    private readonly query: ClientsQuery,
    private readonly card: ClientCardQuery,
    private readonly clients: ClientsService,
    private readonly joining: ClientJoiningService,
  ) {}

  @Get()
  @Access('client.read')
  async find(@Me() me: Viewer, @Query({ schema: Find }) { q, limit }: z.infer<typeof Find>): Promise<{ items: ClientRow[]; next: null }> {
    return { items: await this.query.find(me, q, limit), next: null };
  }

  @Get(':id')
  @Access('client.read')
  client(@Me() me: Viewer, @Param('id') id: string): Promise<ClientView> {
    return this.card.card(me, id);
  }

  @Post()
  @Access('client.write')
  async create(@Me() me: Viewer, @Body({ schema: NewClient }) draft: z.infer<typeof NewClient>): Promise<ClientView> {
    return this.card.card(me, await this.clients.create(draft, actorOf(me)));
  }

  /** The answer's id is the handle of the undo. */
  @Post('merges')
  @Access('client.merge')
  async merge(
    @Me() me: Viewer,
    @Body({ schema: NewClientMerge }) draft: z.infer<typeof NewClientMerge>,
  ): Promise<{ id: string; client: ClientView }> {
    const id = await this.joining.merge(draft.client, draft.into, actorOf(me));
    return { id, client: await this.card.card(me, draft.into) };
  }

  @Delete('merges/:id')
  @Access('client.merge')
  async unmerge(@Me() me: Viewer, @Param('id') id: string): Promise<ClientView> {
    return this.card.card(me, await this.joining.undo(id, actorOf(me)));
  }

  @Patch(':id')
  @Access('client.write')
  async change(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: ClientPatch }) patch: z.infer<typeof ClientPatch>,
  ): Promise<ClientView> {
    await this.clients.change(id, patch, actorOf(me));
    return this.card.card(me, id);
  }

  @Post(':id/representatives')
  @HttpCode(201)
  @Access('client.write')
  async represent(
    @Me() me: Viewer,
    @Param('id') id: string,
    @Body({ schema: NewRepresentative }) draft: z.infer<typeof NewRepresentative>,
  ): Promise<ClientView> {
    await this.clients.represent(id, draft, actorOf(me));
    return this.card.card(me, id);
  }
}
