// The stand-in provider, driven by a tiny product that answers with plain TwiML and checks every signature.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { ManualClock } from './clock.js';
import type { Params } from './exchange.js';
import { startTelephone, type Telephone } from './telephone.server.js';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const TOKEN = 'secret-of-the-account';
const NUMBER = '+74950000000';
const ANNA = '+79161234567';
const MARIA = '+79031112233';
const PUBLIC = 'https://hotline.example.edu';

interface Asked {
  path: string;
  params: Params;
}

/** A product made of a table: path → TwiML. */
class Product {
  readonly asked: Asked[] = [];
  readonly pages: Record<string, string | ((params: Params) => string)> = {};
  broken: number | null = null;
  private readonly server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const params = Object.fromEntries(new URLSearchParams(body));
    const path = request.url ?? '';
    const signed = validateRequest(TOKEN, String(request.headers['x-twilio-signature']), PUBLIC + path, params);
    this.asked.push({ path, params });
    const page = this.pages[path.split('?')[0]];
    const status = !signed ? 403 : (this.broken ?? (page === undefined ? 404 : 200));
    response.writeHead(status, { 'Content-Type': 'text/xml' });
    response.end(
      status === 200 && page !== undefined ? `<Response>${typeof page === 'string' ? page : page(params)}</Response>` : 'refused',
    );
  });

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  of(path: string): Params[] {
    return this.asked.filter((each) => each.path.split('?')[0] === path).map((each) => each.params);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let product: Product;
let telephone: Telephone;

beforeEach(async () => {
  product = await new Product().listen();
  telephone = await startTelephone({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    number: NUMBER,
    publicUrl: () => PUBLIC,
    connectUrl: () => product.url,
    voicePath: '/voice',
    statusPath: '/status',
    clock: new ManualClock(new Date('2026-10-01T09:00:00Z')),
    sayMs: () => 2000,
  });
  product.pages['/status'] = '';
});

afterEach(async () => {
  await telephone.close();
  product.close();
});

async function rest(
  method: string,
  path: string,
  form: Record<string, string | string[]> = {},
): Promise<{ status: number; body: Record<string, unknown> & { sid: string } }> {
  const body = new URLSearchParams();
  for (const [key, value] of Object.entries(form)) for (const each of [value].flat()) body.append(key, each);
  const headers = { Authorization: `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}` };
  const url = `${telephone.url}/2010-04-01/Accounts/${ACCOUNT}${path}`;
  const answer = await fetch(url, { method, headers, ...(method === 'POST' ? { body } : {}) });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : {} };
}

const MENU =
  '<Gather numDigits="1" timeout="5" finishOnKey="" action="/menu?at=root" actionOnEmptyResult="true"><Say language="ru-RU">Нажмите один.</Say></Gather>';
const WAIT = '<Say language="ru-RU">Вы в очереди.</Say><Pause length="8"/>';

function hotline(): void {
  product.pages['/voice'] = MENU;
  product.pages['/menu'] = (params) => (params.Digits === '1' ? '<Enqueue action="/left" waitUrl="/wait">admission</Enqueue>' : MENU);
  product.pages['/wait'] = WAIT;
  product.pages['/left'] = '';
}

describe('menu', () => {
  it('signs, speaks and takes a key before the prompt ends', async () => {
    hotline();
    const call = telephone.caller(ANNA).dial();
    await telephone.until(call.waitFor('gather'));
    await telephone.advance(500);
    call.press('1');
    await telephone.until(call.waitFor('queued'));
    expect(product.of('/voice')[0]).toMatchObject({
      From: ANNA,
      To: NUMBER,
      CallStatus: 'ringing',
      Direction: 'inbound',
      AccountSid: ACCOUNT,
    });
    expect(product.of('/menu')[0]).toMatchObject({ Digits: '1', CallStatus: 'in-progress', CallSid: call.sid });
    expect(call.heard[0]).toMatchObject({ kind: 'say', text: 'Нажмите один.', language: 'ru-RU' });
    expect(call.ledger().menuPath).toEqual(['1']);
  });

  it.each([
    ['silence asks the action with no digits', '', ['']],
    ['# is a key when no key finishes', '#', ['#']],
  ])('%s', async (_, keys, digits) => {
    hotline();
    product.pages['/menu'] = '<Hangup/>';
    const call = telephone.caller(ANNA).dial();
    await telephone.until(call.waitFor('gather'));
    call.press(keys);
    await telephone.until(call.waitFor('ended'));
    expect(product.of('/menu').map((params) => params.Digits)).toEqual(digits);
    expect(call.ledger()).toMatchObject({ ended: 'product', endedIn: 'menu' });
  });

  it('loses keys that nobody listens to', async () => {
    product.pages['/voice'] = '<Say>Слушайте.</Say><Gather numDigits="1" timeout="3" action="/menu"/><Hangup/>';
    const call = telephone.caller(ANNA).dial();
    await telephone.until(call.waitFor('heard'));
    call.press('5');
    await telephone.until(call.waitFor('ended'));
    expect(product.of('/menu')).toEqual([]);
  });

  it.each([
    [
      'a refusing product',
      () => {
        product.broken = 503;
      },
    ],
    [
      'TwiML that is not XML',
      () => {
        product.pages['/voice'] = '<Say>а</Play>';
      },
    ],
    [
      'an unknown verb',
      () => {
        product.pages['/voice'] = '<Sing>а</Sing>';
      },
    ],
  ])('tells the caller of an error: %s', async (_, spoil) => {
    hotline();
    spoil();
    const call = telephone.caller(ANNA).dial();
    await telephone.until(call.waitFor('ended'));
    expect(call.heard.at(-1)?.kind).toBe('error');
    expect(call.ledger().ended).toBe('fault');
    expect(telephone.warnings[0]).toMatch(/11200|12\d00/);
  });
});

async function queued() {
  hotline();
  const call = telephone.caller(ANNA).dial();
  await telephone.until(call.waitFor('gather'));
  call.press('1');
  await telephone.until(call.waitFor('queued'));
  return call;
}

describe('line', () => {
  it('asks for the waiting page again and again with place and time', async () => {
    const call = await queued();
    await telephone.advance(25_000);
    expect(product.of('/wait').map((params) => [params.QueuePosition, params.QueueTime])).toEqual([
      ['1', '0'],
      ['1', '10'],
      ['1', '20'],
    ]);
    call.hangUp();
    await telephone.advance(1000);
    expect(product.of('/left')).toMatchObject([{ QueueResult: 'hangup', QueueTime: '25', CallStatus: 'completed' }]);
    expect(product.of('/status')).toMatchObject([
      { CallStatus: 'completed', CallDuration: '25', CallbackSource: 'call-progress-events', SequenceNumber: '0' },
    ]);
    expect(call.ledger()).toMatchObject({ waitMs: 25_000, talkMs: 0, ended: 'caller', endedIn: 'waiting' });
  });

  it('leaves by key for the action page', async () => {
    product.pages['/key'] = (params) => (params.Digits === '1' ? '<Leave/>' : '<Redirect>/wait</Redirect>');
    const call = await queued();
    product.pages['/wait'] = '<Gather numDigits="1" timeout="5" action="/key"/>';
    product.pages['/left'] = '<Say>Перезвоним.</Say>';
    await telephone.until(call.waitFor('gather'));
    call.press('1');
    await telephone.until(call.waitFor('ended'));
    expect(product.of('/left')).toMatchObject([{ QueueResult: 'leave' }]);
    expect(call.ledger()).toMatchObject({ waitKeys: ['1'], menuPath: ['1'], ended: 'product' });
  });

  it('never bends to verbs a waiting caller may not be told', async () => {
    const call = await queued();
    product.pages['/wait'] = '<Dial>+79990000000</Dial>';
    await telephone.until(call.waitFor('ended'));
    expect(telephone.warnings[0]).toContain('<Dial> is not allowed here');
  });

  it('is bridged by Dial Queue with a whisper, and reports only when they part', async () => {
    const call = await queued();
    product.pages['/agent'] = '<Dial action="/after"><Queue url="/whisper">admission</Queue></Dial>';
    product.pages['/whisper'] = '<Say>Соединяю.</Say>';
    product.pages['/after'] = '';
    telephone.phone(MARIA).answers(1000);
    await rest('POST', '/Calls.json', { From: NUMBER, To: MARIA, Url: `${PUBLIC}/agent` });
    await telephone.until(call.waitFor('bridged'));
    expect(product.of('/whisper')[0]).toHaveProperty('DequeingCallSid');
    await telephone.advance(30_000);
    expect(product.of('/left')).toEqual([]);
    telephone.phone(MARIA).call?.hangUp();
    await telephone.advance(1000);
    expect(product.of('/left')).toMatchObject([{ QueueResult: 'bridged' }]);
    expect(product.of('/after')).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'true', CallStatus: 'completed' }]);
    expect(call.ledger()).toMatchObject({ waitMs: 3500, talkMs: 30_000, answeredBy: MARIA, ended: 'agent' });
  });

  it('lists members and sends one of them elsewhere', async () => {
    const call = await queued();
    await telephone.advance(4000);
    const queue = (await rest('GET', '/Queues.json')).body.queues as { sid: string; current_size: number }[];
    const members = (await rest('GET', `/Queues/${queue[0].sid}/Members.json`)).body.queue_members as object[];
    expect(members).toMatchObject([{ call_sid: call.sid, position: 1, wait_time: 4 }]);
    product.pages['/join'] = '<Hangup/>';
    await rest('POST', `/Queues/${queue[0].sid}/Members/${call.sid}.json`, { Url: `${PUBLIC}/join` });
    await telephone.until(call.waitFor('ended'));
    expect(product.of('/left')).toMatchObject([{ QueueResult: 'redirected', QueueTime: '4' }]);
  });
});

describe('outgoing calls', () => {
  const events = ['initiated', 'ringing', 'answered', 'completed'];
  async function ringMaria() {
    const call = await rest('POST', '/Calls.json', {
      From: NUMBER,
      To: MARIA,
      Twiml: '<Response><Say>Звонок.</Say></Response>',
      Timeout: '20',
      StatusCallback: `${PUBLIC}/status`,
      StatusCallbackEvent: events,
    });
    await telephone.advance(60_000);
    return { sid: call.body.sid, statuses: product.of('/status').map((params) => params.CallStatus) };
  }

  it.each([
    ['answers', () => telephone.phone(MARIA).answers(2000), ['initiated', 'ringing', 'in-progress', 'completed'], 'product'],
    ['declines', () => telephone.phone(MARIA).declines(), ['initiated', 'ringing', 'busy'], 'busy'],
    ['is busy', () => telephone.phone(MARIA).busy(), ['initiated', 'busy'], 'busy'],
    ['does not answer', () => telephone.phone(MARIA).noAnswer(), ['initiated', 'ringing', 'no-answer'], 'no-answer'],
    ['is dead', () => telephone.phone(MARIA).dead(), ['initiated', 'failed'], 'failed'],
    ['is dead without a word', () => telephone.phone(MARIA).dead(true), ['initiated', 'no-answer'], 'no-answer'],
    ['is nobody', () => {}, ['initiated', 'failed'], 'failed'],
  ])('the phone %s', async (_, prepare, statuses, ended) => {
    prepare();
    const seen = await ringMaria();
    expect(seen.statuses).toEqual(statuses);
    expect(telephone.ledger().find((row) => row.callSid === seen.sid)?.ended).toBe(ended);
  });

  it('gives up after exactly its time', async () => {
    telephone.phone(MARIA).noAnswer();
    await ringMaria();
    const row = telephone.ledger()[0];
    expect(row.endedAt!.getTime() - row.startedAt.getTime()).toBe(20_000);
  });

  it('is canceled while it rings, refused afterwards', async () => {
    telephone.phone(MARIA).noAnswer();
    const { body } = await rest('POST', '/Calls.json', {
      From: NUMBER,
      To: MARIA,
      Url: `${PUBLIC}/agent`,
      StatusCallback: `${PUBLIC}/status`,
    });
    await telephone.advance(3000);
    expect((await rest('POST', `/Calls/${body.sid}.json`, { Status: 'canceled' })).body.status).toBe('canceled');
    await telephone.advance(10);
    expect(product.of('/status')).toMatchObject([{ CallStatus: 'canceled' }]);
    expect(await rest('POST', `/Calls/${body.sid}.json`, { Status: 'completed' })).toMatchObject({ status: 400, body: { code: 21220 } });
  });
});

describe('conference', () => {
  async function talking() {
    const call = await queued();
    product.pages['/conference'] = '';
    product.pages['/hold'] = '<Say>Подождите.</Say>';
    telephone.phone(MARIA).answers(1000);
    const join = (label: string, end: boolean) =>
      `<Response><Dial><Conference participantLabel="${label}" endConferenceOnExit="${end}" statusCallback="${PUBLIC}/conference" statusCallbackEvent="start end join leave mute hold" waitUrl="">ticket-7</Conference></Dial></Response>`;
    await rest('POST', '/Calls.json', { From: NUMBER, To: MARIA, Twiml: join('agent', true) });
    await telephone.until(
      telephone
        .phone(MARIA)
        .nextRing()
        .then((ring) => ring.waitFor('joined')),
    );
    await rest('POST', `/Calls/${call.sid}.json`, { Twiml: join('client', true) });
    await telephone.until(call.waitFor('bridged'));
    const rooms = (await rest('GET', '/Conferences.json')).body.conferences as { sid: string }[];
    return { call, room: rooms[0].sid };
  }
  const named = () => product.of('/conference').map((params) => `${params.StatusCallbackEvent} ${params.ParticipantLabel ?? ''}`.trim());

  it('measures wait, talk and hold', async () => {
    const { call, room } = await talking();
    await telephone.advance(20_000);
    await rest('POST', `/Conferences/${room}/Participants/client.json`, { Hold: 'true', HoldUrl: `${PUBLIC}/hold` });
    await telephone.advance(7_000);
    await rest('POST', `/Conferences/${room}/Participants/client.json`, { Hold: 'false' });
    await telephone.advance(10_000);
    call.hangUp();
    await telephone.advance(1000);
    expect(named()).toEqual([
      'participant-join agent',
      'participant-join client',
      'conference-start',
      'participant-hold client',
      'participant-unhold client',
      'participant-leave client',
      'participant-leave agent',
      'conference-end',
    ]);
    expect(product.of('/conference').map((params) => Number(params.SequenceNumber))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(call.ledger()).toMatchObject({
      waitMs: 1500,
      talkMs: 30_000,
      holdMs: 7_000,
      answeredBy: MARIA,
      ended: 'caller',
      endedIn: 'talking',
    });
    expect(call.heard.some((heard) => heard.text === 'Подождите.')).toBe(true);
    expect(telephone.warnings).toEqual([]);
  });

  it('repeats, delays and shuffles its notices', async () => {
    telephone.deliver({ times: 3, lateMs: 5000, seed: 7 });
    const { call } = await talking();
    call.hangUp();
    await telephone.advance(10_000);
    const numbers = product.of('/conference').map((params) => Number(params.SequenceNumber));
    expect(numbers.length % 3).toBe(0);
    expect(numbers).not.toEqual([...numbers].sort((a, b) => a - b));
  });
});

describe('dialled numbers', () => {
  it('rings two phones, takes the first and reports to the action', async () => {
    product.pages['/voice'] =
      `<Dial answerOnBridge="true" timeout="20" action="/after"><Number statusCallback="/status" statusCallbackEvent="answered">${MARIA}</Number><Client>agent-2</Client></Dial>`;
    product.pages['/after'] = '<Hangup/>';
    telephone.phone(MARIA).answers(3000);
    telephone.softphone('agent-2').noAnswer();
    const call = telephone.caller(ANNA).dial();
    await telephone.until(call.waitFor('bridged'));
    expect(telephone.ledger().map((row) => row.ended)).toEqual([null, null, 'canceled']);
    await telephone.advance(5000);
    telephone.phone(MARIA).call?.hangUp();
    await telephone.until(call.waitFor('ended'));
    expect(product.of('/after')).toMatchObject([{ DialCallStatus: 'completed', DialCallDuration: '5' }]);
    expect(call.ledger()).toMatchObject({ talkMs: 5000, ended: 'agent' });
  });
});

describe('voicemail', () => {
  it('keeps what was said and gives it as audio', async () => {
    product.pages['/voice'] =
      '<Record maxLength="120" timeout="3" action="/voicemail" recordingStatusCallback="/recording"/><Say>Пусто.</Say>';
    product.pages['/voicemail'] = '<Hangup/>';
    product.pages['/recording'] = '';
    const call = telephone.caller(ANNA).dial();
    await telephone.until(call.waitFor('recording'));
    call.say('Перезвоните мне, пожалуйста', 4000);
    await telephone.until(call.waitFor('ended'));
    await telephone.advance(1000);
    const [{ RecordingUrl, RecordingDuration }] = product.of('/voicemail');
    expect(RecordingDuration).toBe('4');
    expect(product.of('/recording')).toMatchObject([
      { RecordingStatus: 'completed', RecordingDuration: '4', RecordingSource: 'RecordVerb' },
    ]);
    const open = await fetch(`${RecordingUrl}.wav`);
    expect(open.status).toBe(401);
    const audio = await fetch(`${RecordingUrl}.wav`, {
      headers: { Authorization: `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}` },
    });
    expect((await audio.arrayBuffer()).byteLength).toBe(44 + 4 * 8000);
  });

  it('tells of words cut by hanging up, and of nothing when nothing was said', async () => {
    product.pages['/voice'] = '<Record timeout="10" action="/voicemail"/>';
    product.pages['/voicemail'] = '';
    const silent = telephone.caller(ANNA).dial();
    await telephone.until(silent.waitFor('recording'));
    await telephone.advance(2000);
    silent.hangUp();
    const talker = telephone.caller('+79260000000').dial();
    await telephone.until(talker.waitFor('recording'));
    talker.say('Алло', 5000);
    await telephone.advance(2000);
    talker.hangUp();
    await telephone.advance(1000);
    expect(product.of('/voicemail')).toMatchObject([{ From: '+79260000000', Digits: 'hangup', RecordingDuration: '2' }]);
  });
});

describe('REST', () => {
  it('fails on demand, before or after the work', async () => {
    telephone.fail({ status: 429, times: 1, match: /Calls/ });
    const form = { From: NUMBER, To: MARIA, Twiml: '<Response/>' };
    expect(await rest('POST', '/Calls.json', form)).toMatchObject({ status: 429, body: { code: 20429 } });
    expect(telephone.ledger()).toHaveLength(0);
    telephone.fail({ status: 503, times: 1, afterWork: true });
    expect((await rest('POST', '/Calls.json', form)).status).toBe(503);
    expect(telephone.ledger()).toHaveLength(1);
    expect((await rest('POST', '/Calls.json', form)).status).toBe(201);
  });

  it.each([
    ['POST', '/Calls.json', { From: NUMBER, Twiml: '<Response/>' }, 400, 21201],
    ['POST', '/Calls.json', { From: NUMBER, To: MARIA }, 400, 21205],
    ['POST', '/Calls.json', { From: NUMBER, To: MARIA, Twiml: '<Say' }, 400, 12100],
    ['GET', '/Calls/CA1.json', {}, 404, 20404],
  ])('%s %s %j → %i %i', async (method, path, form, status, code) => {
    expect(await rest(method, path, form)).toMatchObject({ status, body: { code } });
  });

  it('knows its numbers and account, and nobody without a password', async () => {
    expect(
      (await rest('GET', `/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(NUMBER)}`)).body.incoming_phone_numbers,
    ).toHaveLength(1);
    expect((await rest('GET', '.json')).body.status).toBe('active');
    expect((await fetch(`${telephone.url}/2010-04-01/Accounts/${ACCOUNT}/Calls.json`)).status).toBe(401);
  });
});
