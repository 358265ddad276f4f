// What each kind of MAX update means: one row a kind, read from the fixtures.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mayReach } from './settings.js';
import { quarantined, readUpdate } from './update.js';
import { parseExact, type WireUpdate } from './wire.js';

const fixtures = parseExact(readFileSync(path.join(import.meta.dirname, 'fixtures/updates.json'), 'utf8')) as Record<string, WireUpdate>;
const bot = { id: '9000000001', username: 'otklik_bot' };
const at = new Date('2026-07-02T08:30:00Z');
const delivery = (update: WireUpdate) => ({ update, raw: Buffer.from(JSON.stringify(update)) });
const read = (name: string, by: typeof bot | { id: null; username: null } = bot) => readUpdate(delivery(fixtures[name]!), by, at);
const chat = '35000000001';

describe('readUpdate', () => {
  it.each<[string, object]>([
    [
      'started',
      { kind: 'message', quiet: true, text: '/start site_apply', meta: { source: { start: 'site_apply' } }, conversationKey: chat },
    ],
    [
      'text',
      { kind: 'message', text: 'Какие документы нужны?', files: [], meta: { links: ['https://example.edu/docs'], username: 'anna_p' } },
    ],
    ['album', { kind: 'message', text: 'Аттестат', files: [{ kind: 'photo' }, { kind: 'photo' }] }],
    ['file', { kind: 'message', text: '', files: [{ kind: 'document', name: 'Заявление.pdf', size: 20480 }] }],
    ['voice', { kind: 'message', files: [{ kind: 'voice' }] }],
    ['location', { kind: 'message', meta: { location: { lat: 55.7558123456789, lon: 37.6173 } } }],
    [
      'ownContact',
      {
        sender: { address: '5000000001', phone: { value: '+79161234567', verified: true } },
        meta: { contact: { name: 'Анна Петрова', phone: '+79161234567', own: true } },
      },
    ],
    [
      'foreignContact',
      { sender: { address: '5000000001', name: 'Анна' }, meta: { contact: { name: 'Пётр Ильин', phone: '+79031112233', own: false } } },
    ],
    ['forwarded', { text: 'Приходите в понедельник', meta: { forwardedFrom: 'Приёмная комиссия' } }],
    ['reply', { text: 'в среду', meta: { repliedTo: 'mid.98' } }],
    ['edited', { kind: 'edit', editedExternalId: 'mid.01', text: 'Какие документы нужны на магистратуру?' }],
    ['removed', { kind: 'delete', deletedExternalId: 'mid.01', conversationKey: chat }],
    ['pressed', { kind: 'message', text: 'Общежитие', conversationKey: chat, meta: { button: 'topic:dorm', repliedTo: 'mid.10' } }],
    ['stopped', { kind: 'blocked', blocked: true, conversationKey: chat }],
    ['muted', { kind: 'automatic', reason: 'robot' }],
    ['groupTalk', { kind: 'automatic', reason: 'robot', text: '', sender: null }],
    ['groupMention', { kind: 'message', conversationKey: '-70000000001', meta: { group: true } }],
    ['otherBot', { kind: 'automatic', reason: 'robot' }],
  ])('reads %s', (name, event) => {
    expect(read(name).inbound.event).toMatchObject(event);
  });

  it('keys by message, and by kind, place, person and time where there is none', () => {
    const keys = ['text', 'edited', 'removed', 'pressed', 'started'].map((name) => read(name).inbound.providerKey);
    expect(keys).toEqual([
      'mid.01',
      'edited:mid.01:1782980127412',
      'removed:mid.01',
      'press:f9LHodD0cOJ1',
      `bot_started:${chat}:5000000001:1782980109412`,
    ]);
    const { inbound } = read('text');
    expect(inbound).toMatchObject({
      externalId: 'mid.01',
      providerAt: new Date(1782980110412),
      event: { sender: { name: 'Анна Петрова', language: 'ru' } },
    });
    expect(read('edited').inbound.contentHash).not.toBe(inbound.contentHash);
  });

  it('gives every update of the fixtures its own key and content', () => {
    const all = Object.keys(fixtures).map((name) => read(name).inbound);
    expect(new Set(all.map((one) => one.providerKey)).size).toBe(all.length);
    expect(new Set(all.map((one) => `${one.externalId} ${one.contentHash}`)).size).toBe(all.length);
  });

  it('greets a start and answers a press', () => {
    expect(read('started').greet).toEqual({ chatId: chat, language: 'ru' });
    expect(read('pressed').callbackId).toBe('f9LHodD0cOJ1');
  });

  it('keeps no word of a group that is not for the bot, or while it does not know who it is', () => {
    expect(String(read('groupTalk').inbound.raw)).not.toContain('привет');
    expect(read('groupMention', { id: null, username: null }).inbound.event.kind).toBe('automatic');
  });

  it('throws on what is no update, and quarantine keeps the bytes', () => {
    const broken = delivery({ update_type: 'message_created', timestamp: 1 });
    expect(() => readUpdate(broken, bot, at)).toThrow();
    expect(quarantined(broken, 'unreadable', at)).toMatchObject({
      event: { kind: 'quarantine' },
      raw: broken.raw,
      providerKey: expect.stringMatching(/^raw:/),
    });
  });
});

describe('parseExact', () => {
  it.each([
    ['{"seq":116043270574650337}', { seq: '116043270574650337' }],
    ['[-1234567890123456789, 12, -0.1234567890123456789, 1e21]', ['-1234567890123456789', 12, -0.12345678901234568, 1e21]],
    ['{"text":"\\"seq\\": 116043270574650337"}', { text: '"seq": 116043270574650337' }],
    ['"116043270574650337\\\\"', '116043270574650337\\'],
    ['null', null],
  ])('%s', (text, value) => {
    expect(parseExact(text)).toEqual(value);
  });
});

describe('mayReach', () => {
  const settings = { apiRoot: 'https://platform-api2.max.ru', fileHosts: ['oneme.ru'] };
  it.each([
    ['https://platform-api2.max.ru/files/1', true],
    ['https://i.oneme.ru/i?r=1', true],
    ['http://i.oneme.ru/i?r=1', false],
    ['https://i.oneme.ru:8443/', false],
    ['https://evil-oneme.ru/', false],
    ['https://oneme.ru.evil.example/', false],
    ['https://127.0.0.1/', false],
    ['http://169.254.169.254/', false],
    ['file:///etc/passwd', false],
    ['', false],
  ])('%s', (address, allowed) => {
    expect(mayReach(address, settings)).toBe(allowed);
  });
});
