// What joins a ticket, who is verified, what is taken from Sent.
import { describe, expect, it } from '@jest/globals';
import { letter } from './fixtures/encode.js';
import { parseMail } from './mail.js';
import { makeMessageId, makePlusAddress, ticketOfAddress, ticketOfMessageId } from './thread.js';
import { toInbound, toOutboundCopy } from './to-inbound.js';

const keys = {
  sign: (purpose: string, value: string) => Buffer.from(`${purpose}|${value}|key`).toString('base64url'),
  verify: (purpose: string, token: string) => {
    const [was, value, key] = Buffer.from(token, 'base64url').toString().split('|');
    return was === purpose && key === 'key' ? value : null;
  },
};
const mailbox = { own: ['cc@example.edu'], authservId: 'mx.example.edu', keys };
const id = makeMessageId(keys, 'T1', 'reply-7', 'example.edu');
const plus = makePlusAddress(keys, 'T1', 'cc@example.edu');
const envelope = (raw: Buffer) => ({ providerKey: '1:1', raw, receivedAt: new Date(0), providerAt: null });
const read = (...headers: string[]) => {
  const raw = letter(...headers, '', 'Здравствуйте');
  return toInbound(parseMail(raw), envelope(raw), mailbox);
};
const FROM = 'From: Анна <Anna@Example.ru>';

describe('keyed ids', () => {
  it('round-trip, and refuse other purposes and forgeries', () => {
    expect(ticketOfMessageId(keys, id)).toBe('T1');
    expect(ticketOfAddress(keys, plus)).toBe('T1');
    expect(ticketOfMessageId(keys, `<otk.${keys.sign('reply', 'T1')}@example.edu>`)).toBeNull();
    expect(ticketOfMessageId(keys, '<otk.forged@example.edu>')).toBeNull();
    expect(makeMessageId(keys, 'T1', 'reply-7', 'example.edu')).toBe(id);
  });
});

describe('what joins a ticket', () => {
  it.each([
    ['our Message-ID in In-Reply-To', [`In-Reply-To: ${id}`], 'T1'],
    ['our Message-ID in References', [`References: <x@y> ${id} <z@y>`], 'T1'],
    ['our plus-address in To', [`To: ${plus}`], 'T1'],
    ['our plus-address where it was delivered', [`Delivered-To: ${plus}`], 'T1'],
    ['a quoted number', ['Subject: ОБР-2026-000123'], undefined],
    ['a forged id', ['In-Reply-To: <otk.VDE@example.edu>'], undefined],
    ['a foreign id', ['In-Reply-To: <x@y>'], undefined],
  ])('%s', (_, headers, ticketId) => {
    const { event } = read(FROM, ...headers);
    expect(event).toMatchObject({ kind: 'message', conversationKey: 'anna@example.ru' });
    expect('ticketId' in event ? event.ticketId : undefined).toBe(ticketId);
  });

  it('shows other hints to people', () => {
    expect(read(FROM, 'Subject: ОБР-2026-000123', 'In-Reply-To: <x@y>').event).toMatchObject({
      meta: { hints: ['number ОБР-2026-000123', 'in-reply-to <x@y>'] },
    });
  });
});

describe('who wrote', () => {
  it.each([
    ['noreply@shop.ru', true],
    ['No-Reply@shop.ru', true],
    ['do_not_reply@shop.ru', true],
    ['noreply-17@shop.ru', true],
    ['noreply.moscow@shop.ru', true],
    ['reply@shop.ru', false],
    ['noreplyman@shop.ru', false],
    ['norep@shop.ru', false],
  ])('%s is not worth an acknowledgement: %s', (address, unreachable) => {
    const { event } = read(`From: ${address}`);
    expect(event.kind).toBe('message');
    expect('sender' in event && event.sender?.unreachable === true).toBe(unreachable);
  });

  it.each([
    ['our mailbox', 'From: cc@example.edu'],
    ['our mailbox with a key', `From: ${plus}`],
  ])('%s in From is ourselves', (_, from) => expect(read(from).event).toMatchObject({ kind: 'automatic', reason: 'own' }));

  it('a letter we wrote from another mailbox, or that was sent back to us, is ours by its id', () => {
    expect(read('From: dorm@example.edu', `Message-ID: ${id}`).event).toMatchObject({ kind: 'automatic', reason: 'own' });
  });

  it.each([
    ['dmarc pass', 'mx.example.edu; dmarc=pass header.from=example.ru', true],
    ['dkim of the domain', 'mx.example.edu; spf=fail; dkim=pass header.d=example.ru', true],
    ['dkim of another domain', 'mx.example.edu; dkim=pass header.d=spam.ru', false],
    ['another server', 'mx.spam.ru; dmarc=pass header.from=example.ru', false],
    ['none', 'mx.example.edu; dmarc=fail', false],
  ])('%s', (_, results, verified) => {
    expect(read(`Authentication-Results: ${results}`, FROM).event).toMatchObject({
      sender: { email: { value: 'anna@example.ru', verified } },
    });
  });

  it('keeps people without an address apart', () => {
    const event = read('Subject: x').event;
    expect(event).toMatchObject({ kind: 'message', sender: { address: expect.stringMatching(/^unknown-[0-9a-f]{12}@mail\.invalid$/) } });
  });

  it('knows our own letters, and bounces of our letters', () => {
    expect(read('From: cc@example.edu').event).toMatchObject({ kind: 'automatic', reason: 'own' });
    expect(read('From: MAILER-DAEMON@x', 'X-Failed-Recipients: a@x', `References: <a@b> ${id}`).event).toMatchObject({
      kind: 'automatic',
      reason: 'bounce',
      aboutExternalId: id,
    });
  });
});

describe('Sent', () => {
  const sent = (...headers: string[]) => {
    const raw = letter('From: Ольга <olga@example.edu>', 'To: Анна <anna@example.ru>', ...headers, '', 'Ответ');
    return toOutboundCopy(parseMail(raw), envelope(raw), mailbox)?.event ?? null;
  };
  it('a colleague answers a ticket', () => {
    expect(sent('Message-ID: <m@x>', `In-Reply-To: ${id}`)).toMatchObject({
      ticketId: 'T1',
      outboundBy: 'Ольга',
      conversationKey: 'anna@example.ru',
      text: 'Ответ',
    });
  });
  it('our own letter and foreign ones are left alone', () => {
    expect(sent(`Message-ID: ${id}`, `In-Reply-To: ${id}`)).toBeNull();
    expect(sent('Message-ID: <m@x>')).toBeNull();
  });
});
