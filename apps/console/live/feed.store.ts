// From the server's news to what is on screen: events carry ids, so touched tickets are fetched anew, in batches.
import type { FeedEvent } from '#libs/contract/events.js';
import { say } from '../texts/language.store.js';
import { heardCallEvents } from '../calls/calls.store.js';
import { conversations, openConversation, refreshConversation } from '../conversation/messages.store.js';
import { flushOutbox } from '../composer/outbox.store.js';
import { dropFromLists, onScreen, refreshShown } from '../inbox/lists.store.js';
import { loadOffers, offerEnded, offerMade } from '../offers/offers.store.js';
import { playWord } from '../offers/sound.adapter.js';
import { learnPresence, loadSession, me } from '../session/session.store.js';
import { toast } from '../chrome/toast.js';
import { cell } from './cell.js';
import { coalesce } from './coalesce.js';
import { heardTyping, heardViewing, typingEnded } from './company.store.js';
import { learnPeople, loadChannels, loadOffice, loadQueues, loadTopics } from './office.store.js';
import { type NewsHandlers, connect, tell } from './socket.adapter.js';
import { refetchTicket, tickets } from './tickets.store.js';

const GATHER_MS = 80;
/** Grows with every batch of events: the board and other readers refetch when it changes. */
export const newsCount = cell(0);

async function refetchTouched(touched: Set<string>): Promise<void> {
  const open = onScreen.kept;
  const jobs: Promise<unknown>[] = [refreshShown()];
  if (open && touched.has(open)) jobs.push(refetchTicket(open), refreshConversation(open));
  for (const id of touched) if (id !== open && conversations.get(id)) conversations.drop(id);
  await Promise.all(jobs);
}
const gatherTickets = coalesce(refetchTouched, GATHER_MS);

const SUBJECTS: Record<string, () => unknown> = { queue: loadQueues, topic: loadTopics, channel: loadChannels, settings: loadOffice };
const gatherSubjects = coalesce(async (kinds) => void (await Promise.all([...kinds].map((kind) => SUBJECTS[kind]?.()))), 500);
const gatherMe = coalesce(async () => loadSession(), 5000);

/** One tone when a client wrote to my ticket that is not in view. */
function ringFor(events: FeedEvent[]): void {
  const mine = events.some((e) => {
    if (!e.ticketId || e.actor.kind !== 'client' || !e.kind.startsWith('message.')) return false;
    return tickets.get(e.ticketId)?.assignee?.id === me().agent.id && (document.hidden || onScreen.kept !== e.ticketId);
  });
  if (mine) playWord();
}

function take(events: FeedEvent[]): void {
  if (events.length === 0) return;
  const gone = new Set(events.filter((e) => e.gone && e.ticketId).map((e) => e.ticketId!));
  if (gone.size > 0) dropFromLists(gone);
  // A colleague's look changes nothing on the screen.
  const touched = events
    .filter((e) => e.kind !== 'ticket.looked')
    .map((e) => e.ticketId)
    .filter((id): id is string => id !== null);
  for (const id of touched) typingEnded(id);
  if (touched.length > 0) gatherTickets.add(touched);
  gatherSubjects.add(events.map((e) => e.subjectType).filter((type) => type in SUBJECTS));
  gatherMe.add(['session']);
  ringFor(events);
  heardCallEvents(events);
  newsCount.change((n) => n + 1);
}

async function fetchAll(): Promise<void> {
  const open = onScreen.kept;
  // what is surely not there is asked for no more
  const shown = open && conversations.get(open)?.state !== 'gone' ? open : null;
  for (const id of conversations.ids()) if (id !== open) conversations.drop(id);
  await Promise.allSettled([refreshShown(), loadOffers(), loadSession(), loadOffice(), shown ? openConversation(shown) : null]);
}

/** The table from news to stores. */
const handlers: NewsHandlers = {
  connected: (again) => {
    // The first time the server answers an empty cursor with resync; later the missed events come by cursor.
    if (again) {
      toast(say('connection.back'));
      void Promise.allSettled([refreshShown(), loadOffers(), loadSession()]);
    }
    flushOutbox();
    if (onScreen.kept) watching(onScreen.kept);
  },
  events: (batch) => take(batch.items),
  resync: () => void fetchAll(),
  offer: offerMade,
  offerEnded: (offer) => offerEnded(offer.id),
  presence: (people) => {
    learnPeople(people);
    const own = people.find((p) => p.agent === me().agent.id);
    if (own) learnPresence(own.state, own.since, null);
    newsCount.change((n) => n + 1);
  },
  bye: () => void loadSession(),
  typing: (news) => {
    if (news.who.kind === 'client' || news.who.name !== me().agent.name) heardTyping(news);
  },
  viewing: (news) => heardViewing(news.ticketId, news.agents, me().agent.id),
};

/** Begins the live life of the console; called once after sign-in. */
export function startFeed(): void {
  connect(handlers);
  void fetchAll();
}

/** Tells colleagues which ticket is open here and whether a reply is being written. */
export function watching(ticketId: string | null, writing = false): void {
  tell('view', { ticketId, writing });
}
