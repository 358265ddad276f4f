// What each kind of update means: one row a kind, read from the fixtures.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { quarantined, readUpdate } from './update.js';
import type { WireUpdate } from './wire.js';

const fixtures = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/updates.json'), 'utf8')) as Record<string, WireUpdate>;
const bot = { id: '7000000001', username: 'otklik_bot' };
const at = new Date('2026-07-02T08:30:00Z');
const delivery = (update: WireUpdate) => ({ update, raw: Buffer.from(JSON.stringify(update)) });
const read = (name: string, by = bot) => readUpdate(delivery(fixtures[name]!), by, at);
const chat = '7210000001';

describe('readUpdate', () => {
  it.each<[string, object]>([
    ['start', { kind: 'message', quiet: true, text: '/start site_apply', meta: { source: { start: 'site_apply' }, username: 'anna_p' } }],
    ['text', { kind: 'message', text: 'Какие документы нужны? Смотрю здесь', files: [], meta: { links: ['https://example.edu/docs'] } }],
    [
      'albumFirst',
      { kind: 'message', group: '13700000000000001', text: 'Аттестат', files: [{ kind: 'photo', mime: 'image/jpeg', size: 183422 }] },
    ],
    ['albumSecond', { kind: 'message', group: '13700000000000001', text: '', files: [{ kind: 'photo', size: 170111 }] }],
    [
      'document',
      { kind: 'message', text: 'Заявление', files: [{ kind: 'document', name: 'Заявление.pdf', mime: 'application/pdf', size: 20480 }] },
    ],
    ['voice', { kind: 'message', text: '', files: [{ kind: 'voice', mime: 'audio/ogg', name: null }] }],
    ['video', { kind: 'message', files: [{ kind: 'video', name: 'общежитие.mp4' }] }],
    ['videoNote', { kind: 'message', files: [{ kind: 'video', mime: 'video/mp4' }] }],
    ['audio', { kind: 'message', files: [{ kind: 'audio', name: 'Запись приёма' }] }],
    ['animation', { kind: 'message', files: [{ kind: 'video', name: 'ура.mp4' }] }],
    ['sticker', { kind: 'message', files: [{ kind: 'sticker', mime: 'video/webm' }], meta: { emoji: '👍' } }],
    ['venue', { kind: 'message', meta: { location: { lat: 55.7558, lon: 37.6173, title: 'Главный корпус, Садовая, 1' } } }],
    [
      'ownContact',
      {
        kind: 'message',
        sender: { address: chat, name: 'Анна', phone: { value: '+79161234567', verified: true } },
        meta: { contact: { name: 'Анна', phone: '+79161234567', own: true }, repliedTo: `${chat}:41` },
      },
    ],
    [
      'foreignContact',
      {
        kind: 'message',
        sender: { address: chat, name: 'Анна' },
        meta: { contact: { name: 'Пётр Ильин', phone: '+79031112233', own: false } },
      },
    ],
    ['edit', { kind: 'edit', editedExternalId: `${chat}:42`, text: 'Какие документы нужны на магистратуру?' }],
    ['liveLocation', { kind: 'automatic', reason: 'robot' }],
    ['press', { kind: 'message', text: 'Общежитие', conversationKey: chat, meta: { button: 'topic:dorm', repliedTo: `${chat}:55` } }],
    ['kicked', { kind: 'blocked', blocked: true, conversationKey: chat }],
    ['member', { kind: 'blocked', blocked: false, conversationKey: chat }],
    ['reaction', { kind: 'automatic', reason: 'receipt', aboutExternalId: `${chat}:56`, text: '👍' }],
    ['forwarded', { kind: 'message', text: 'Приходите в понедельник', meta: { forwardedFrom: 'Приёмная комиссия' } }],
    ['groupTalk', { kind: 'automatic', reason: 'robot', text: '', sender: null }],
    ['groupMention', { kind: 'message', conversationKey: '-1002000000001', sender: { address: chat }, text: '@Otklik_bot когда заезд?' }],
    ['groupReply', { kind: 'message', conversationKey: '-1002000000001', text: 'а позже можно?' }],
    ['groupOtherBot', { kind: 'automatic', reason: 'robot' }],
    ['groupJoin', { kind: 'automatic', reason: 'robot' }],
    ['channelPost', { kind: 'automatic', reason: 'robot' }],
  ])('reads %s', (name, event) => {
    expect(read(name).inbound.event).toMatchObject(event);
  });

  it('keys by update, message and content; numbers become strings', () => {
    const { inbound } = read('text');
    expect(inbound).toMatchObject({
      providerKey: '918273646',
      externalId: `${chat}:42`,
      receivedAt: at,
      event: { conversationKey: chat, sender: { address: chat, name: 'Анна Петрова', language: 'ru' } },
    });
    expect(inbound.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(inbound.raw.toString())).toEqual(fixtures.text);
    expect(read('edit').inbound.externalId).toBe(inbound.externalId);
    expect(read('edit').inbound.contentHash).not.toBe(inbound.contentHash);
  });

  it('gives every update of the fixtures its own content', () => {
    const keys = Object.keys(fixtures)
      .map((name) => read(name).inbound)
      .map((inbound) => `${inbound.externalId} ${inbound.contentHash}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('fetches the largest picture, and an animation once', () => {
    expect(['albumFirst', 'albumSecond', 'animation'].map((name) => read(name).carried.map((one) => one.fileId))).toEqual([
      ['AgAC-x'],
      ['AgAC-y'],
      ['CgAC-g'],
    ]);
  });

  it.each([
    ['within its second', '2026-07-02T08:15:11.400Z', '2026-07-02T08:15:11.400Z'],
    ['later', '2026-07-02T08:15:40.000Z', '2026-07-02T08:15:11.999Z'],
    ['before it, by a wrong clock', '2026-07-02T08:15:00.000Z', '2026-07-02T08:15:11.000Z'],
  ])('takes the told second at its latest when it arrives %s', (_, arrival, told) => {
    expect(readUpdate(delivery(fixtures.text!), bot, new Date(arrival)).inbound.providerAt).toEqual(new Date(told));
  });

  it('greets a start in a private chat and answers a press', () => {
    expect(read('start').greet).toEqual({ chatId: chat, language: 'ru' });
    expect(read('press').callbackId).toBe('4382000000000000001');
    expect([read('text').greet, read('text').callbackId]).toEqual([null, null]);
  });

  it('keeps no word of a group that is not for the bot', () => {
    expect(read('groupTalk').inbound.raw.toString()).toBe('{"update_id":918273666,"ignored":"the bot was not addressed"}');
  });

  it('hears a reply and a command, though it does not know its own name', () => {
    const nameless = { id: bot.id, username: null };
    expect(['groupReply', 'groupMention'].map((name) => read(name, nameless as never).inbound.event.kind)).toEqual([
      'message',
      'automatic',
    ]);
  });

  it('throws on what is no update, and quarantine keeps the bytes', () => {
    const broken = { update_id: 5, message: { text: 'без чата', from: { id: 1 } } } as never;
    expect(() => readUpdate(delivery(broken), bot, at)).toThrow();
    expect(quarantined(delivery(broken), 'unreadable', at)).toMatchObject({
      providerKey: '5',
      event: { kind: 'quarantine' },
      raw: Buffer.from(JSON.stringify(broken)),
    });
  });
});
