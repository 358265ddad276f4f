// The seeded Institute: the same people every time, dates relative to now, nothing real.
import { describe, expect, it } from '@jest/globals';
import { normaliseEmail } from '#libs/people/email.js';
import { splitName } from '#libs/people/name.js';
import { normalisePhone } from '#libs/people/phone.js';
import { makeInstitute, TALKS } from './institute.js';
import { monthDay, nextWorking } from './moscow.js';

const now = new Date('2026-11-22T11:00:00Z');
const size = { clients: 1200, tickets: 3500, days: 400 };
const started = performance.now();
const institute = makeInstitute(now, size);
const tookMs = performance.now() - started;
const { staff, clients, tickets } = institute;
const past = tickets.filter((ticket) => ['resolved', 'closed', 'spam'].includes(ticket.status));
const open = tickets.filter((ticket) => !past.includes(ticket));
const sum = (list: unknown[]) => list.length;

describe('the whole', () => {
  it('is the same for the same now and another for another seed', () => {
    const small = { clients: 100, tickets: 200, days: 60 };
    expect(makeInstitute(now, small)).toEqual(makeInstitute(now, small));
    expect(makeInstitute(now, { ...small, seed: 1 }).clients).not.toEqual(makeInstitute(now, small).clients);
  });

  it('has the size asked for and takes no time', () => {
    expect([clients.length, past.length]).toEqual([1200, 3500]);
    expect(tookMs).toBeLessThan(2000);
  });

  it.each(['2026-08-05T09:00:00Z', '2027-01-01T00:30:00Z', '2026-06-20T21:00:00Z', '2028-02-29T12:00:00Z'])('can be made at %s', (at) => {
    const made = makeInstitute(new Date(at), { clients: 200, tickets: 400, days: 400 });
    expect(made.tickets.length).toBe(420);
    expect(made.tickets.every((ticket) => ticket.createdAt < new Date(at))).toBe(true);
  });
});

describe('people', () => {
  it('are those of the contract and nine managers, one away with a deputy', () => {
    const logins = staff.map((person) => person.login);
    expect(logins).toEqual(
      expect.arrayContaining(['maria', 'olga', 'irina', 'timur', 'svetlana', 'denis', 'pavel', 'rector', 'rector2', 'admin']),
    );
    expect(new Set(logins).size).toBe(logins.length);
    for (const role of ['contact-manager', 'admission-manager', 'study-manager'])
      expect(sum(staff.filter((person) => person.role === role))).toBe(3);
    const away = staff.filter((person) => person.absence && person.absence.from < now && person.absence.to > now);
    expect(away.map((person) => person.absence!.deputy)).toEqual(['svetlana']);
    expect(staff.filter((person) => ['department-head', 'supervisor'].includes(person.role)).every((person) => person.order)).toBe(true);
  });

  it('have addresses that lead nowhere and are each one person', () => {
    const phones = [...staff.map((person) => person.phone), ...clients.flatMap((client) => client.phones)];
    const emails = [...staff.map((person) => person.email), ...clients.flatMap((client) => client.emails)];
    for (const phone of phones) expect(normalisePhone(phone)).toEqual({ ok: true, e164: phone });
    for (const email of emails) expect(normaliseEmail(email)).toEqual({ ok: true, email });
    expect(phones.every((phone) => /^\+7(000|999)000\d{4}$/.test(phone))).toBe(true);
    expect(emails.every((email) => /@example\.(org|com|net)$/.test(email))).toBe(true);
    expect(new Set(phones).size).toBe(phones.length);
    expect(new Set(emails).size).toBe(emails.length);
    const accounts = clients.flatMap((client) => client.accounts.map((account) => `${account.channel}:${account.address}`));
    expect(new Set(accounts).size).toBe(accounts.length);
  });

  it.each([
    ['Tatar', /уллин |Шарипов|Гузель|Гүзәл/, 10],
    ['Armenian', /(ян|янц) /, 20],
    ['Vietnamese', /^(Нгуен|Чан|Ле|Фам|Хоанг|Ву|Данг|Буй|Nguyễn|Trần|Lê|Phạm) /, 20],
    ['of one word', /^\S+$/, 10],
  ])('%s names are there', (_, pattern, least) =>
    expect(sum(clients.filter((client) => pattern.test(client.name)))).toBeGreaterThanOrEqual(least),
  );

  it('parents are cards of their own, some confirmed with a reason', () => {
    const parents = clients.filter((client) => client.represents.length);
    expect(parents.length).toBeGreaterThan(40);
    for (const parent of parents) {
      const child = clients[parent.represents[0]!.client]!;
      expect(['applicant', 'student']).toContain(child.category);
      expect(splitName(parent.name).surname.slice(0, 4)).toBe(splitName(child.name).surname.slice(0, 4));
      expect(Boolean(parent.represents[0]!.reason)).toBe(parent.represents[0]!.confirmed);
    }
    expect(parents.some((parent) => parent.represents[0]!.confirmed)).toBe(true);
  });

  it('some students were applicants before (003 §2.1)', () => {
    const both = clients.filter((client) => client.periods.length === 2);
    expect(both.length).toBeGreaterThan(10);
    for (const { category, periods } of clients) {
      expect(periods.at(-1)!.category).toBe(category);
      expect([...periods].sort((a, b) => a.from.getTime() - b.from.getTime())).toEqual(periods);
    }
  });
});

describe('tickets', () => {
  it('have their moments in order', () => {
    for (const ticket of tickets) {
      const moments = [
        ticket.createdAt,
        ticket.queuedAt,
        ticket.assignedAt,
        ticket.firstAnswerAt,
        ticket.told?.at,
        ticket.resolvedAt,
        ticket.closedAt,
        now,
      ].filter((at) => at instanceof Date);
      expect(moments.map(Number)).toEqual(moments.map(Number).sort((a, b) => a - b));
      const said = ticket.messages.map((message) => message.at.getTime());
      expect(said).toEqual([...said].sort((a, b) => a - b));
      expect(said[0]).toBe(ticket.createdAt.getTime());
      expect(clients[ticket.client]!.createdAt.getTime()).toBeLessThanOrEqual(ticket.createdAt.getTime());
    }
    expect(tickets.map((ticket) => Number(ticket.createdAt))).toEqual(
      tickets.map((ticket) => Number(ticket.createdAt)).sort((a, b) => a - b),
    );
  });

  it('name people who may have done it', () => {
    const logins = new Map(staff.map((person) => [person.login, person]));
    for (const { assignee, messages, queue, transfers } of tickets) {
      for (const login of [assignee, ...messages.map((message) => message.author), ...transfers.map((transfer) => transfer.by)])
        if (login) expect(logins.has(login)).toBe(true);
      if (assignee) expect(logins.get(assignee)!.queues).toContain(queue);
    }
  });

  it('have an address of their client in their channel', () => {
    for (const { client, channel } of tickets) {
      const card = clients[client]!;
      const there =
        { email: card.emails, api: card.emails, hotline: card.phones, 'walk-in': card.phones }[channel] ??
        card.accounts.filter((account) => account.channel === channel);
      expect(there.length).toBeGreaterThan(0);
    }
  });

  it('speak of all 39 topics in varied words without holes', () => {
    expect(new Set(TALKS.map((talk) => talk.topic)).size).toBe(39);
    expect(new Set(past.map((ticket) => ticket.topic)).size).toBe(39);
    const texts = tickets.flatMap((ticket) => ticket.messages.map((message) => message.text));
    expect(texts.filter((text) => /[{}|]|undefined|null/.test(text))).toEqual([]);
    const long = texts.filter((text) => text.length > 40);
    expect(new Set(long).size / long.length).toBeGreaterThan(0.6);
  });

  it('come by channels as REQUIREMENTS 10.3 says', () => {
    const share = (channels: string[]) => sum(past.filter((ticket) => channels.includes(ticket.channel))) / past.length;
    expect(share(['hotline'])).toBeGreaterThan(0.18);
    expect(share(['telegram', 'max', 'chat'])).toBeGreaterThan(0.28);
    expect(share(['email', 'api'])).toBeGreaterThan(0.2);
    expect(share(['walk-in'])).toBeGreaterThan(0.03);
  });

  it('peak from June to August', () => {
    const perDay = (from: number, to: number, days: number) =>
      sum(past.filter((ticket) => monthDay(ticket.createdAt) >= from && monthDay(ticket.createdAt) <= to)) / days;
    expect(perDay(620, 829, 70)).toBeGreaterThan(2.5 * perDay(301, 519, 80));
  });

  it('end told, with a result and, for some, a rating', () => {
    for (const ticket of past.filter((one) => one.status !== 'spam')) expect(ticket.result).not.toBeNull();
    expect(past.filter((ticket) => ticket.result === 'solved').every((ticket) => ticket.told)).toBe(true);
    expect(sum(past.filter((ticket) => ticket.rating))).toBeGreaterThan(300);
    expect(sum(past.filter((ticket) => ticket.transfers.length))).toBeGreaterThan(300);
    expect(past.some((ticket) => ticket.call?.outcome === 'abandoned')).toBe(true);
    expect(past.some((ticket) => ticket.collective)).toBe(true);
  });
});

describe('today', () => {
  it('fourteen are open, one overdue, and six complaints wait near their date', () => {
    expect(sum(open.filter((ticket) => ticket.kind !== 'complaint'))).toBe(14);
    expect(sum(open.filter((ticket) => ticket.firstAnswerDueAt && !ticket.firstAnswerAt && ticket.firstAnswerDueAt < now))).toBe(1);
    expect(open.filter((ticket) => ticket.resolutionDueAt! <= now)).toEqual([]);
    const near = open
      .filter((ticket) => ticket.kind === 'complaint')
      .map((ticket) => (ticket.legalDueAt!.getTime() - now.getTime()) / 86_400_000);
    expect(near.length).toBe(6);
    expect(near.every((days) => days > 0 && days < 8)).toBe(true);
    expect(open.filter((ticket) => ticket.status === 'queued').every((ticket) => !ticket.assignee && ticket.firstAnswerDueAt)).toBe(true);
  });

  it('keeps Руслан for the first lesson', () => {
    const card = clients[institute.lesson.client]!;
    expect(card.name).toBe('Хасанов Руслан Маратович');
    expect(card.accounts).toHaveLength(1);
    expect(tickets.filter((ticket) => ticket.client === card.key)).toEqual([]);
  });
});

describe('working hours', () => {
  it.each([
    ['2026-11-20T07:00:00Z', '2026-11-20T07:00:00.000Z'],
    ['2026-11-20T16:00:00Z', '2026-11-23T06:00:00.000Z'],
    ['2026-11-20T03:00:00Z', '2026-11-20T06:00:00.000Z'],
    ['2026-12-31T20:00:00Z', '2027-01-11T06:00:00.000Z'],
    ['2026-11-19T21:30:00Z', '2026-11-20T06:00:00.000Z'],
  ])('%s opens at %s', (at, open) => expect(nextWorking(new Date(at)).toISOString()).toBe(open));
});
