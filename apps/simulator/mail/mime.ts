// A letter taken apart: headers, parts, and words decoded from their charsets.

export interface Part {
  /** Name in lower case and unfolded value, byte for byte (latin1). */
  headers: Array<[string, string]>;
  head: Buffer;
  body: Buffer;
  type: string;
  params: Record<string, string>;
  children: Part[];
}

/** Splits bytes at the first empty line and follows multipart and message/rfc822 bodies. */
export function parsePart(raw: Buffer, depth = 0): Part {
  const end = raw.indexOf('\r\n\r\n');
  const head = end < 0 ? raw : raw.subarray(0, end + 4);
  const body = end < 0 ? Buffer.alloc(0) : raw.subarray(end + 4);
  const headers = parseHeaders(head);
  const { value, params } = parameters(find(headers, 'content-type') ?? 'text/plain; charset=us-ascii');
  const part: Part = { headers, head, body, type: value.toLowerCase(), params, children: [] };
  if (depth > 20) return part;
  if (part.type.startsWith('multipart/')) part.children = between(body, params.boundary ?? '').map((inner) => parsePart(inner, depth + 1));
  if (part.type === 'message/rfc822') part.children = [parsePart(body, depth + 1)];
  return part;
}

export function header(part: Part, name: string): string | undefined {
  return find(part.headers, name.toLowerCase());
}

function find(headers: Array<[string, string]>, name: string): string | undefined {
  return headers.find(([other]) => other === name)?.[1];
}

function parseHeaders(head: Buffer): Array<[string, string]> {
  const unfolded = head.toString('latin1').replace(/\r\n(?=[ \t])/g, '');
  return unfolded.split('\r\n').flatMap((line): Array<[string, string]> => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
  });
}

/** `text/plain; charset="utf-8"` into its value and parameters; RFC 2231 names are joined and decoded. */
export function parameters(source: string): { value: string; params: Record<string, string> } {
  const params: Record<string, string> = {};
  for (const [, name = '', quoted, bare = ''] of source.matchAll(/;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g)) {
    const text = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    // `name*0*=utf-8''…; name*1*=…`: a long name in numbered pieces.
    const key = name.replace(/\*.*$/, '').toLowerCase();
    const piece = /\*\d+\*?$/.test(name) && !/\*0\*?$/.test(name);
    const plain = name.endsWith('*') ? decodeURIComponent(text.replace(/^[\w-]*'[^']*'/, '')) : text;
    params[key] = piece ? `${params[key] ?? ''}${plain}` : plain;
  }
  return { value: source.split(';')[0]!.trim(), params };
}

function between(body: Buffer, boundary: string): Buffer[] {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Buffer[] = [];
  let from = body.indexOf(mark);
  while (from >= 0 && boundary) {
    const start = body.indexOf('\r\n', from) + 2;
    const next = body.indexOf(mark, start);
    if (next < 0 || start < 2) break;
    parts.push(body.subarray(start, Math.max(start, next - 2)));
    from = next;
    if (body.subarray(next + mark.length, next + mark.length + 2).toString() === '--') break;
  }
  return parts;
}

/** Bytes of a part without their transfer encoding. */
function contentOf(part: Part): Buffer {
  const encoding = (header(part, 'content-transfer-encoding') ?? '').toLowerCase();
  if (encoding === 'base64') return Buffer.from(part.body.toString('latin1'), 'base64');
  return encoding === 'quoted-printable' ? quotedPrintable(part.body.toString('latin1').replace(/=[ \t]*\r\n/g, '')) : part.body;
}

export const textOfPart = (part: Part): string => decode(contentOf(part), part.params.charset);

/** `=?utf-8?B?…?=` words to text; neighbours of one charset are joined before decoding. */
export function decodeWords(value: string): string {
  const joined = value.replace(/(\?=)\s+(?==\?)/g, '$1');
  return joined.replace(/(?:=\?[^?]+\?[bq]\?[^?]*\?=)+/gi, (run) => {
    const words = [...run.matchAll(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi)];
    const bytes = words.map(([, , kind, text]) =>
      kind!.toLowerCase() === 'b' ? Buffer.from(text!, 'base64') : quotedPrintable(text!.replace(/_/g, ' ')),
    );
    return decode(Buffer.concat(bytes), words[0]![1]);
  });
}

function quotedPrintable(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function decode(bytes: Buffer, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset.split('*')[0]).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}
