// The live feed by long polling, and the two ledgers.
import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { LedgersQuery } from '#libs/channels/ledgers.query.js';
import type { EventsAnswer } from '#libs/contract/events.js';
import { SessionService } from '#libs/people/session.service.js';
import type { Viewer } from '#libs/people/viewer.js';
import { FeedService } from '#libs/tickets/feed.service.js';
import { Access, Me } from './access.decorator.js';

/** How long a waiting answer trusts the session it began with. */
const RECHECK_MS = 2_000;
const Events = z.object({
  after: z.string().max(200).optional(),
  wait: z.coerce.number().int().min(0).max(25_000).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
const Page = z.object({
  after: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

@Controller('api')
export class FeedsController {
  constructor(
    private readonly feed: FeedService,
    private readonly ledgers: LedgersQuery,
    private readonly sessions: SessionService,
  ) {}

  /** Gap-free and rights-filtered; waits up to `wait` ms for news. `next` is never null here: hand it back as `after`. */
  @Get('events')
  @Access('ticket.read')
  async events(@Me() me: Viewer, @Query({ schema: Events }) query: z.infer<typeof Events>): Promise<EventsAnswer> {
    if (!query.after) return { items: [], next: await this.feed.now() };
    const until = performance.now() + query.wait;
    for (let viewer = me, after = query.after; ; ) {
      const page = await this.feed.after(viewer, after, query.limit);
      if (page.resync) return { items: [], next: page.next, resync: true };
      const left = until - performance.now();
      if (page.items.length || left <= 0) return { items: page.items, next: page.next };
      after = page.next;
      if (page.more) continue;
      await this.feed.growth(Math.min(left, RECHECK_MS));
      // who was dismissed or signed out while waiting hears nothing more (I9)
      viewer = await this.sessions.again(viewer);
    }
  }

  @Get('ledger/inbound')
  @Access('ledger.read')
  inbound(@Query({ schema: Page }) page: z.infer<typeof Page>): Promise<{ items: Record<string, unknown>[]; next: string | null }> {
    return paged(this.ledgers.inbound(page.after ?? null, page.limit + 1), page.limit);
  }

  @Get('ledger/outbound')
  @Access('ledger.read')
  outbound(@Query({ schema: Page }) page: z.infer<typeof Page>): Promise<{ items: Record<string, unknown>[]; next: string | null }> {
    return paged(this.ledgers.outbound(page.after ?? null, page.limit + 1), page.limit);
  }
}

async function paged(
  read: Promise<Record<string, unknown>[]>,
  limit: number,
): Promise<{ items: Record<string, unknown>[]; next: string | null }> {
  const rows = await read;
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? String(items.at(-1)!.id) : null };
}
