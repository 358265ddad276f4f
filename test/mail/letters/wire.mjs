// The bytes of a letter, put together by hand: charsets, encoded words, transfer encodings, parts, TNEF.
import { createHash } from 'node:crypto';

/** Encoders of one-byte charsets, read backwards from the platform's decoder. */
const tables = new Map();

function table(charset) {
  if (!tables.has(charset)) {
    const decoder = new TextDecoder(charset);
    const pairs = Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]);
    tables.set(charset, new Map(pairs));
  }
  return tables.get(charset);
}

/** Text as bytes of a charset; a letter the charset lacks is a mistake of the case and throws. */
export function bytes(charset, text) {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  const codes = [...text].map((letter) => {
    const code = table(charset).get(letter);
    if (code === undefined) throw new Error(`${charset} has no ${letter}`);
    return code;
  });
  return Buffer.from(codes);
}

export const sha256 = (content) => createHash('sha256').update(content).digest('hex');

const hex = (byte) => byte.toString(16).toUpperCase().padStart(2, '0');

function qWord(content) {
  return [...content]
    .map((byte) => {
      if (byte === 0x20) return '_';
      return /[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `=${hex(byte)}`;
    })
    .join('');
}

/** One RFC 2047 encoded word out of ready bytes. */
export function wordOf(charset, encoding, content) {
  const payload = encoding === 'B' ? content.toString('base64') : qWord(content);
  return `=?${charset}?${encoding}?${payload}?=`;
}

export const word = (charset, encoding, text) => wordOf(charset, encoding, bytes(charset, text));

/** Encoded words cut at byte offsets, so that a letter may lie in two words; folded by CRLF and a space. */
export function cutWords(charset, encoding, text, ...offsets) {
  const content = bytes(charset, text);
  const marks = [0, ...offsets, content.length];
  return marks
    .slice(1)
    .map((end, i) => wordOf(charset, encoding, content.subarray(marks[i], end)))
    .join('\r\n ');
}

/** RFC 2231 percent form: charset'language'%.. for the given bytes. */
export const percent = (content) => [...content].map((byte) => `%${hex(byte)}`).join('');

const toBuffer = (piece) => (typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece);

/** One header line out of strings and raw bytes. */
export const line = (...pieces) => Buffer.concat(pieces.map(toBuffer));

function quotedPrintable(content) {
  const rows = content
    .toString('latin1')
    .split('\r\n')
    .map((row) => {
      const signs = [...Buffer.from(row, 'latin1')].map((byte, i, all) => {
        const plain = (byte > 0x20 && byte < 0x7f && byte !== 0x3d) || (byte === 0x20 && i < all.length - 1);
        return plain ? String.fromCharCode(byte) : `=${hex(byte)}`;
      });
      let out = '';
      let width = 0;
      for (const sign of signs) {
        if (width + sign.length > 75) {
          out += '=\r\n';
          width = 0;
        }
        out += sign;
        width += sign.length;
      }
      return out;
    });
  return Buffer.from(rows.join('\r\n'), 'latin1');
}

const base64 = (content) => Buffer.from(content.toString('base64').replace(/(.{76})(?=.)/g, '$1\r\n'), 'latin1');

export function encoded(content, transfer) {
  if (transfer === 'base64') return base64(content);
  return transfer === 'quoted-printable' ? quotedPrintable(content) : content;
}

/** A text part: lines separated by \n in the case, by CRLF on the wire. */
export function text(content, { charset = 'utf-8', transfer = 'base64', type = 'text/plain', more = '' } = {}) {
  const wire = bytes(charset, content.replaceAll('\n', '\r\n'));
  return {
    head: [`Content-Type: ${type}; charset=${charset}${more}`, `Content-Transfer-Encoding: ${transfer}`],
    body: encoded(wire, transfer),
  };
}

export const html = (content, options = {}) => text(content, { ...options, type: 'text/html' });

/** A part whose header lines are given as they are; the content is encoded. */
export const part = (head, content, transfer = 'base64') => ({
  head: [...head, `Content-Transfer-Encoding: ${transfer}`],
  body: encoded(toBuffer(content), transfer),
});

function glued(part) {
  return Buffer.concat([...part.head.flatMap((row) => [toBuffer(row), Buffer.from('\r\n')]), Buffer.from('\r\n'), part.body]);
}

export function multi(kind, boundary, parts, more = '') {
  const rows = parts.flatMap((one) => [Buffer.from(`--${boundary}\r\n`), glued(one), Buffer.from('\r\n')]);
  return {
    head: [`Content-Type: multipart/${kind}; boundary="${boundary}"${more}`],
    body: Buffer.concat([...rows, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** The whole letter as raw bytes. */
export const raw = (head, content) => glued({ head: [...head, 'MIME-Version: 1.0', ...content.head], body: content.body });

function attribute(level, id, content) {
  const out = Buffer.alloc(9 + content.length + 2);
  out.writeUInt8(level, 0);
  out.writeUInt32LE(id, 1);
  out.writeUInt32LE(content.length, 5);
  content.copy(out, 9);
  out.writeUInt16LE(
    content.reduce((sum, byte) => (sum + byte) & 0xffff, 0),
    9 + content.length,
  );
  return out;
}

/** A small TNEF stream (MS-OXTNEF) with one file; the title is written in windows-1251. */
export function tnef(name, content) {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x223e9f78, 0);
  head.writeUInt16LE(1, 4);
  return Buffer.concat([
    head,
    attribute(1, 0x00089006, Buffer.from([0, 0, 1, 0])),
    attribute(1, 0x00069007, Buffer.from([0xe3, 0x04, 0, 0, 0, 0, 0, 0])),
    attribute(2, 0x00069002, Buffer.from([1, 0, 0xff, 0xff, 0xff, 0xff, 0x20, 0, 0x20, 0, 0, 0, 0, 0])),
    attribute(2, 0x00018010, Buffer.concat([bytes('windows-1251', name), Buffer.from([0])])),
    attribute(2, 0x0006800f, content),
  ]);
}

export const DESK = 'priem@institut.example';

/** Usual header lines; `subject` and `from` come ready for the wire. */
export const usual = (from, subject, id, ...more) => [
  line('From: ', from),
  `To: ${DESK}`,
  line('Subject: ', subject),
  'Date: Mon, 2 Nov 2026 12:40:07 +0300',
  `Message-ID: <${id}@mail.example>`,
  ...more,
];

/** A case: what is written to disk and what a person reads in it. */
export const letter = (file, bytesOfLetter, expected) => ({
  bytes: bytesOfLetter,
  expected: {
    file,
    from: expected.from ? { name: expected.from[0], address: expected.from[1] } : null,
    subject: expected.subject,
    visibleText: expected.text,
    quoteBoundary: expected.boundary ? expected.boundary.slice(0, 20) : null,
    attachments: expected.files === null ? null : (expected.files ?? []).map(([name, content]) => ({ name, sha256: sha256(content) })),
    automatic: expected.automatic ?? null,
  },
});
