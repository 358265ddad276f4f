// winmail.dat opened, and left alone when it cannot be.
import { describe, expect, it } from '@jest/globals';
import { encode, letter } from './fixtures/encode.js';
import { parseMail } from './mail.js';
import { readTnef } from './tnef.js';

const u16 = (value: number) => Buffer.from([value & 255, value >> 8]);
const u32 = (value: number) => Buffer.from([value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24]);
const attribute = (level: number, id: number, data: Buffer) =>
  Buffer.concat([Buffer.from([level]), u16(id), u16(6), u32(data.length), data, u16(0)]);
const pad = (data: Buffer) => Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
const property = (type: number, id: number, data: Buffer) => Buffer.concat([u16(type), u16(id), u32(1), u32(data.length), pad(data)]);

const packed = Buffer.concat([
  u32(0x223e9f78),
  u16(1),
  attribute(1, 0x9007, u32(1251)),
  attribute(1, 0x800c, Buffer.concat([encode('Текст письма', 'windows-1251'), Buffer.alloc(1)])),
  attribute(2, 0x9002, Buffer.alloc(14)),
  attribute(2, 0x8010, Buffer.concat([encode('СПРАВК~1.DOC', 'windows-1251'), Buffer.alloc(1)])),
  attribute(2, 0x800f, Buffer.from('file bytes')),
  attribute(
    2,
    0x9005,
    Buffer.concat([u32(2), u16(3), u16(0x0e21), u32(7), property(0x1f, 0x3707, Buffer.from('Справка об обучении.doc\0', 'utf16le'))]),
  ),
]);

describe('winmail.dat', () => {
  it('opens', () => {
    expect(readTnef(packed)).toEqual({
      files: [{ name: 'Справка об обучении.doc', bytes: Buffer.from('file bytes') }],
      text: 'Текст письма',
      html: null,
    });
  });

  it('gives a mail its text and files', () => {
    const mail = parseMail(
      letter(
        'From: a@x.ru',
        'Content-Type: application/ms-tnef; name=winmail.dat',
        'Content-Transfer-Encoding: base64',
        '',
        packed.toString('base64'),
      ),
    );
    expect(mail.visible).toBe('Текст письма');
    expect(mail.files.map((file) => file.name)).toEqual(['Справка об обучении.doc']);
  });

  it.each([Buffer.alloc(0), Buffer.from('not tnef at all'), packed.subarray(0, 40)])('stays a file when unreadable', (bytes) => {
    const mail = parseMail(
      letter(
        'From: a@x.ru',
        'Content-Type: application/ms-tnef; name=winmail.dat',
        'Content-Transfer-Encoding: base64',
        '',
        bytes.toString('base64'),
      ),
    );
    expect(mail.files.map((file) => file.name)).toEqual(['winmail.dat']);
  });
});
