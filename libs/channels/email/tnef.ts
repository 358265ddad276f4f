// Reads winmail.dat (TNEF, MS-OXTNEF): the files Outlook packed and the plain or HTML text when it is there.
import { decodeBytes } from './charset.js';

export interface TnefFile {
  name: string;
  bytes: Buffer;
}
export interface Tnef {
  files: TnefFile[];
  text: string | null;
  html: string | null;
}

const SIGNATURE = 0x223e9f78;
const LEVEL_ATTACHMENT = 2;
const ATTRIBUTES = {
  codepage: 0x9007,
  body: 0x800c,
  properties: 0x9003,
  newFile: 0x9002,
  title: 0x8010,
  bytes: 0x800f,
  fileProperties: 0x9005,
};
const MAPI = { body: 0x1000, html: 0x1013, data: 0x3701, longName: 0x3707, name: 0x3704, displayName: 0x3001 };
const MAX_FILES = 200;

/** Contents of winmail.dat, or null when the bytes are not readable TNEF. */
export function readTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const result: Tnef = { files: [], text: null, html: null };
  let codepage = 'windows-1251';
  try {
    for (const attribute of attributes(bytes)) {
      if (attribute.level === LEVEL_ATTACHMENT) readFile(attribute, result, codepage);
      else if (attribute.id === ATTRIBUTES.codepage) codepage = `windows-${attribute.data.readUInt32LE(0)}`;
      else readText(attribute, result, codepage);
    }
  } catch {
    // a cut file: what was read until here is still good
    if (result.files.length === 0 && result.text === null) return null;
  }
  result.files = result.files.filter((file) => file.bytes.length > 0);
  return result;
}

interface Attribute {
  level: number;
  id: number;
  data: Buffer;
}

function* attributes(bytes: Buffer): Generator<Attribute> {
  for (let at = 6; at + 9 <= bytes.length; ) {
    const level = bytes.readUInt8(at);
    const id = bytes.readUInt16LE(at + 1);
    const size = bytes.readUInt32LE(at + 5);
    if (at + 9 + size > bytes.length) throw new RangeError('cut');
    yield { level, id, data: bytes.subarray(at + 9, at + 9 + size) };
    at += 9 + size + 2;
  }
}

function readText(attribute: Attribute, result: Tnef, codepage: string): void {
  if (attribute.id === ATTRIBUTES.body) result.text ??= zeroEnded(decodeBytes(attribute.data, codepage));
  if (attribute.id !== ATTRIBUTES.properties) return;
  const found = properties(attribute.data, codepage);
  result.text ??= asText(found.get(MAPI.body), codepage);
  result.html ??= asText(found.get(MAPI.html), codepage);
}

function readFile(attribute: Attribute, result: Tnef, codepage: string): void {
  if (attribute.id === ATTRIBUTES.newFile) {
    if (result.files.length >= MAX_FILES) throw new RangeError('too many files');
    result.files.push({ name: '', bytes: Buffer.alloc(0) });
  }
  const file = result.files.at(-1);
  if (!file) return;
  if (attribute.id === ATTRIBUTES.title) file.name ||= zeroEnded(decodeBytes(attribute.data, codepage));
  if (attribute.id === ATTRIBUTES.bytes) file.bytes = attribute.data;
  if (attribute.id !== ATTRIBUTES.fileProperties) return;
  const found = properties(attribute.data, codepage);
  file.name = asText(found.get(MAPI.longName), codepage) ?? asText(found.get(MAPI.displayName), codepage) ?? file.name;
  const data = found.get(MAPI.data);
  if (file.bytes.length === 0 && Buffer.isBuffer(data)) file.bytes = data;
}

type Value = Buffer | string;

function asText(value: Value | undefined, codepage: string): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : zeroEnded(decodeBytes(value, codepage));
}

/** MAPI properties: only strings and binaries are kept, the rest is stepped over by its known width. */
function properties(data: Buffer, codepage: string): Map<number, Value> {
  const found = new Map<number, Value>();
  const cursor = { at: 4 };
  for (let count = data.readUInt32LE(0); count > 0; count -= 1) {
    const type = data.readUInt16LE(cursor.at);
    const id = data.readUInt16LE(cursor.at + 2);
    cursor.at += 4;
    if (id >= 0x8000) skipName(data, cursor);
    for (const value of values(data, cursor, type, codepage)) if (!found.has(id)) found.set(id, value);
  }
  return found;
}

function skipName(data: Buffer, cursor: { at: number }): void {
  const kind = data.readUInt32LE(cursor.at + 16);
  cursor.at += 20;
  if (kind === 0) cursor.at += 4;
  else cursor.at += 4 + padded(data.readUInt32LE(cursor.at));
}

function values(data: Buffer, cursor: { at: number }, type: number, codepage: string): Value[] {
  const base = type & 0xfff;
  const many = (type & 0x1000) !== 0;
  const width = { 2: 4, 3: 4, 4: 4, 10: 4, 11: 4, 5: 8, 6: 8, 7: 8, 20: 8, 64: 8, 72: 16 }[base];
  const variable = [0x1e, 0x1f, 0x0d, 0x102].includes(base);
  if (width === undefined && !variable) throw new RangeError(`unknown type ${type}`);
  let count = 1;
  if (many || variable) {
    count = data.readUInt32LE(cursor.at);
    cursor.at += 4;
  }
  if (count > data.length) throw new RangeError('more values than bytes');
  const out: Value[] = [];
  for (let each = 0; each < count; each += 1) {
    if (width !== undefined) cursor.at += width;
    else out.push(variableValue(data, cursor, base, codepage));
  }
  return out;
}

function variableValue(data: Buffer, cursor: { at: number }, base: number, codepage: string): Value {
  const size = data.readUInt32LE(cursor.at);
  if (cursor.at + 4 + size > data.length) throw new RangeError('cut');
  const bytes = data.subarray(cursor.at + 4, cursor.at + 4 + size);
  cursor.at += 4 + padded(size);
  if (base === 0x1f) return zeroEnded(bytes.toString('utf16le'));
  if (base === 0x1e) return zeroEnded(decodeBytes(bytes, codepage));
  // an embedded object begins with its interface id
  return base === 0x0d ? bytes.subarray(16) : bytes;
}

const padded = (size: number): number => (size + 3) & ~3;
const zeroEnded = (text: string): string => text.split('\0')[0];
