// The composition of the program: every service made once, by hand, in the order of the staircase.
import type { Channel, ChannelHost } from '#libs/channels/channel.js';
import { AccountsService } from '#libs/channels/accounts.service.js';
import { AcknowledgementsService } from '#libs/channels/acknowledgements.service.js';
import { ChannelHostService } from '#libs/channels/channel-host.service.js';
import { DeliveriesService } from '#libs/channels/deliveries.service.js';
import { DeliveryService } from '#libs/channels/delivery.service.js';
import { DestinationService } from '#libs/channels/destination.service.js';
import { IntakeEventsService } from '#libs/channels/intake-events.service.js';
import { IntakeTalksService } from '#libs/channels/intake-talks.service.js';
import { IntakeService } from '#libs/channels/intake.service.js';
import { LedgerService } from '#libs/channels/ledger.service.js';
import { LedgersQuery } from '#libs/channels/ledgers.query.js';
import { LinksService } from '#libs/channels/links.service.js';
import { OutboundService } from '#libs/channels/outbound.service.js';
import { OutgoingService } from '#libs/channels/outgoing.service.js';
import { QuarantineService } from '#libs/channels/quarantine.service.js';
import { ReplyService } from '#libs/channels/reply.service.js';
import { SendersService } from '#libs/channels/senders.service.js';
import { SilenceService } from '#libs/channels/silence.service.js';
import { Clock } from '#libs/kernel/clock.js';
import type { Config } from '#libs/kernel/config.js';
import { Database } from '#libs/kernel/database.service.js';
import { FileStore } from '#libs/kernel/files.adapter.js';
import { JobsService } from '#libs/kernel/jobs.service.js';
import { JournalService } from '#libs/kernel/journal.service.js';
import type { LiveCarrier } from '#libs/kernel/live-carrier.js';
import { LiveEvents } from '#libs/kernel/live-events.service.js';
import type { Logger } from '#libs/kernel/logger.js';
import { MetricsService } from '#libs/kernel/metrics.service.js';
import { NotifyCarrier } from '#libs/kernel/notify.adapter.js';
import { TextsService } from '#libs/kernel/texts.service.js';
import { AbsencesService } from '#libs/people/absences.service.js';
import { ClientsQuery } from '#libs/people/clients.query.js';
import { ClientsService } from '#libs/people/clients.service.js';
import { ImportWriter } from '#libs/people/import-writer.service.js';
import { ImportsService } from '#libs/people/imports.service.js';
import { PresenceService } from '#libs/people/presence.service.js';
import { SessionService } from '#libs/people/session.service.js';
import { StaffQuery } from '#libs/people/staff.query.js';
import { StaffService } from '#libs/people/staff.service.js';
import { AssignmentService } from '#libs/routing/assignment.service.js';
import { BoardQuery } from '#libs/routing/board.query.js';
import { DispatchService } from '#libs/routing/dispatch.service.js';
import { OffersQuery } from '#libs/routing/offers.query.js';
import { OffersService } from '#libs/routing/offers.service.js';
import { RouterService } from '#libs/routing/router.service.js';
import { ClientJoiningService } from '#libs/tickets/client-joining.service.js';
import { ClientCardQuery } from '#libs/tickets/client-card.query.js';
import { ConversationQuery } from '#libs/tickets/conversation.query.js';
import { DuplicatesQuery } from '#libs/tickets/duplicates.query.js';
import { DraftsService } from '#libs/tickets/drafts.service.js';
import { FeedService } from '#libs/tickets/feed.service.js';
import { FilesService } from '#libs/tickets/files.service.js';
import { HandlingService } from '#libs/tickets/handling.service.js';
import { JoiningService } from '#libs/tickets/joining.service.js';
import { MessagesService } from '#libs/tickets/messages.service.js';
import { MovesService } from '#libs/tickets/moves.service.js';
import { PlacesService } from '#libs/tickets/places.service.js';
import { RegistrarService } from '#libs/tickets/registrar.service.js';
import { TicketsQuery } from '#libs/tickets/tickets.query.js';
import { WorkingTimeService } from '#libs/tickets/working-time.service.js';
import { TopicsService } from '#libs/topics/topics.service.js';

/** What the program is made from. */
export interface Foundations {
  config: Config;
  db: Database;
  clock: Clock;
  log: Logger;
  /** NOTIFY of the database unless another carries live events between processes. */
  carrier?: LiveCarrier;
  channels: Channel[];
  texts: TextsService;
  key: Buffer;
  dataDir: string;
  publicUrl: string;
  /** Set after the Nest program exists. */
  surroundings: { resolve: ChannelHost['resolve']; sockets?: ChannelHost['sockets'] };
}

function kernel({ config, db, clock, log, carrier, dataDir, texts }: Foundations) {
  const live = new LiveEvents(carrier ?? new NotifyCarrier(db, log), log);
  const journal = new JournalService(clock, live);
  const jobs = new JobsService(db, clock, log, config.jobs);
  return { db, clock, live, journal, jobs, texts, files: new FileStore(dataDir), metrics: new MetricsService() };
}
type Kernel = ReturnType<typeof kernel>;

function people({ config }: Foundations, { db, clock, journal, jobs, live }: Kernel) {
  const presence = new PresenceService(db, clock, journal, jobs, live, config.presence);
  const staff = new StaffService(db, clock, journal, jobs, presence);
  return {
    presence,
    staff,
    imports: new ImportsService(db, clock, journal, staff, new ImportWriter(clock, journal)),
    absences: new AbsencesService(db, clock, journal),
    sessions: new SessionService(db, clock, journal, config.sessions),
    staffQuery: new StaffQuery(db, clock),
    clients: new ClientsService(db, clock, journal),
    clientsQuery: new ClientsQuery(db),
    topics: new TopicsService(db, clock, journal),
  };
}

function tickets({ config, log }: Foundations, { db, clock, journal, jobs, live, files }: Kernel) {
  const workingTime = new WorkingTimeService();
  const query = new TicketsQuery(db, clock, workingTime);
  const moves = new MovesService(clock, journal, jobs);
  const handling = new HandlingService(db, clock, journal, jobs, moves, config.tickets);
  const registrar = new RegistrarService(clock, journal, workingTime, config.clocks);
  return {
    workingTime,
    moves,
    handling,
    registrar,
    messages: new MessagesService(journal),
    joining: new JoiningService(db, clock, journal, moves, handling, { registrar, place: new PlacesService() }),
    clientJoining: new ClientJoiningService(db, clock, journal),
    tickets: query,
    duplicates: new DuplicatesQuery(db, clock, query, config.tickets),
    conversation: new ConversationQuery(db),
    card: new ClientCardQuery(db),
    drafts: new DraftsService(db, clock),
    files: new FilesService(db, clock, files, config.files),
    feed: new FeedService(db, clock, journal, live, log, config.feed),
  };
}
type Tickets = ReturnType<typeof tickets>;

function routing({ config }: Foundations, { db, clock, journal, jobs, live }: Kernel, t: Tickets, p: ReturnType<typeof people>) {
  const offers = new OffersService(db, clock, journal, jobs, t.moves, { live, ...config.offers });
  const router = new RouterService(db, clock, p.topics, t.workingTime);
  const assignment = new AssignmentService(db, clock, jobs, t.moves, t.workingTime, config.offers);
  assignment.bind(offers);
  p.presence.whenAway((tx, agentIds) => offers.withdrawFor(tx, agentIds));
  p.staff.whenDismissed((tx, agentId, actor) => assignment.releaseAll(tx, agentId, actor));
  return {
    offers,
    router,
    assignment,
    dispatch: new DispatchService(db, clock, jobs, offers),
    board: new BoardQuery(db, clock, t.tickets),
    offersQuery: new OffersQuery(db, router),
  };
}

function channels(f: Foundations, k: Kernel, t: Tickets, p: ReturnType<typeof people>, r: ReturnType<typeof routing>) {
  const { db, clock, journal, jobs, live, metrics } = k;
  const accounts = new AccountsService(db, clock, journal, live, f.channels, f.key);
  const outbound = new OutboundService(clock, t.messages, jobs);
  const deliveries = new DeliveriesService(db, clock, journal, jobs, t.moves, t.handling);
  const links = new LinksService(db, clock, f.log, live, accounts);
  const silence = new SilenceService(db, clock, journal);
  const acknowledgements = new AcknowledgementsService(clock, f.texts, t.workingTime, accounts, outbound, {
    ...f.config.automatic,
    silence,
  });
  const talks = new IntakeTalksService(clock, jobs, r.router, t, accounts, acknowledgements);
  const ledger = new LedgerService(clock, k.files, f.config.intake);
  const intake = new IntakeService(
    db,
    ledger,
    new SendersService(clock, journal, accounts),
    new IntakeEventsService(clock, journal, t.messages, deliveries),
    talks,
    metrics,
  );
  talks.configure(f.config.tickets);
  intake.open(f.config.intake);
  const replies = new ReplyService(db, clock, t, accounts, new DestinationService(accounts), outbound);
  return {
    accounts,
    deliveries,
    links,
    intake,
    replies,
    outbound,
    delivery: new DeliveryService(db, clock, f.log, deliveries, links, { ...f.config.deliveries, silence }),
    outgoing: new OutgoingService(db, clock, p.clients, { ...t, jobs }, r.router, { accounts, replies }),
    silence,
    quarantine: new QuarantineService(db, k.files),
    ledgers: new LedgersQuery(db),
    hosts: new ChannelHostService(
      db,
      intake,
      deliveries,
      links,
      { clock, log: f.log, files: k.files, texts: f.texts, live, silence },
      {
        publicUrl: f.publicUrl,
        key: f.key,
        resolve: (token) => f.surroundings.resolve(token),
        get sockets() {
          return f.surroundings.sockets;
        },
      },
    ),
  };
}

/** All services by a short name; the Nest program provides each under its class. */
export function makeServices(foundations: Foundations) {
  const k = kernel(foundations);
  const p = people(foundations, k);
  const t = tickets(foundations, k);
  const r = routing(foundations, k, t, p);
  const c = channels(foundations, k, t, p, r);
  return { ...k, store: k.files, ...p, ...t, ...r, ...c };
}
export type Services = ReturnType<typeof makeServices>;
