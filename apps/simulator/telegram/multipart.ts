// Reads request bodies of the kinds the messengers' APIs take: JSON, url-encoded and multipart/form-data.

export interface Upload {
  name: string;
  mime: string;
  bytes: Buffer;
}

export interface Form {
  fields: Record<string, unknown>;
  files: Record<string, Upload>;
}

/** Throws SyntaxError on a JSON body that is none. */
export function readForm(contentType: string, body: Buffer): Form {
  if (body.length === 0) return { fields: {}, files: {} };
  if (contentType.includes('application/json')) return { fields: JSON.parse(body.toString('utf8')), files: {} };
  if (contentType.includes('multipart/form-data')) return readMultipart(contentType, body);
  return { fields: Object.fromEntries(new URLSearchParams(body.toString('utf8'))), files: {} };
}

function readMultipart(contentType: string, body: Buffer): Form {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1] ?? '';
  const form: Form = { fields: {}, files: {} };
  for (const part of split(body, Buffer.from(`--${boundary}`))) addPart(form, part);
  return form;
}

function split(body: Buffer, mark: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let from = body.indexOf(mark);
  while (from >= 0) {
    const next = body.indexOf(mark, from + mark.length);
    // Between two marks stand CRLF, the part and CRLF.
    if (next >= 0) parts.push(body.subarray(from + mark.length + 2, next - 2));
    from = next;
  }
  return parts;
}

function addPart(form: Form, part: Buffer): void {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0) return;
  const head = part.subarray(0, end).toString('utf8');
  const bytes = part.subarray(end + 4);
  const name = /[; ]name="([^"]*)"/i.exec(head)?.[1] ?? '';
  const fileName = /filename="([^"]*)"/i.exec(head)?.[1];
  if (fileName === undefined) form.fields[name] = bytes.toString('utf8');
  else {
    const mime = /content-type:\s*([^\s;]+)/i.exec(head)?.[1] ?? 'application/octet-stream';
    form.files[name] = { name: fileName, mime, bytes: Buffer.from(bytes) };
  }
}
