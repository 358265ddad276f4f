// Stands between the program and PostgreSQL, names every statement that passes, and strikes before or after a chosen one.
import net from 'node:net';

export interface Strike {
  /** The statement as `nameOf` gives it. */
  statement: string;
  /** before: PostgreSQL never hears it; after: it was done, and the program never hears the answer. */
  when: 'before' | 'after';
  act: () => void;
}
interface Line {
  server: net.Socket;
  rest: Buffer;
  started: boolean;
  /** Statement text by prepared name; '' is the unnamed one. */
  texts: Map<string, string>;
  last: string;
  awaited: boolean;
}

/** Collects statements while `seen` is set; strikes once when armed. */
export class CrashProxy {
  seen: Set<string> | null = null;
  private strike: Strike | null = null;
  private readonly lines = new Set<Line>();

  private constructor(
    private readonly listener: net.Server,
    readonly url: string,
  ) {}

  static async between(databaseUrl: string): Promise<CrashProxy> {
    const target = new URL(databaseUrl);
    let proxy: CrashProxy;
    const listener = net.createServer((client) => proxy.join(client, target));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const own = new URL(databaseUrl);
    own.host = `127.0.0.1:${(listener.address() as net.AddressInfo).port}`;
    proxy = new CrashProxy(listener, own.href);
    return proxy;
  }

  arm(strike: Strike): void {
    this.strike = strike;
  }

  get armed(): boolean {
    return this.strike !== null;
  }

  disarm(): void {
    this.strike = null;
  }

  close(): void {
    this.listener.close();
    for (const line of this.lines) line.server.destroy();
  }

  private join(client: net.Socket, target: URL): void {
    const server = net.connect(Number(target.port), target.hostname);
    const line: Line = { server, rest: Buffer.alloc(0), started: false, texts: new Map(), last: '', awaited: false };
    this.lines.add(line);
    client.on('data', (chunk) => this.ask(line, client, chunk));
    server.on('data', (chunk) => this.answer(line, client, chunk));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => {
        other.destroy();
        this.lines.delete(line);
      });
    }
  }

  /** Whole messages only are passed on, so that a strike never cuts one in half. */
  private ask(line: Line, client: net.Socket, chunk: Buffer): void {
    line.rest = line.rest.length ? Buffer.concat([line.rest, chunk]) : chunk;
    let end = 0;
    for (;;) {
      const head = line.started ? 1 : 0;
      if (line.rest.length < end + head + 4) break;
      const length = line.rest.readInt32BE(end + head) + head;
      if (line.rest.length < end + length) break;
      const statement = line.started ? this.read(line, line.rest.subarray(end, end + length)) : null;
      line.started = true;
      end += length;
      if (statement && this.meets(line, statement)) {
        client.destroy();
        return;
      }
    }
    if (end > 0) line.server.write(line.rest.subarray(0, end));
    line.rest = line.rest.subarray(end);
  }

  /** The name of the statement that this message executes, or null. */
  private read(line: Line, message: Buffer): string | null {
    const kind = String.fromCharCode(message[0]!);
    if (kind === 'Q') return text(message, 5);
    if (kind === 'P') {
      const name = text(message, 5);
      line.texts.set(name, text(message, 5 + Buffer.byteLength(name) + 1));
    }
    if (kind !== 'B') return null;
    const portal = text(message, 5);
    return line.texts.get(text(message, 5 + Buffer.byteLength(portal) + 1)) ?? null;
  }

  private meets(line: Line, sql: string): boolean {
    const statement = nameOf(sql, line.last);
    line.last = sql;
    this.seen?.add(statement);
    if (this.strike?.statement !== statement) return false;
    if (this.strike.when === 'before') {
      this.hit();
      return true;
    }
    line.awaited = true;
    return false;
  }

  private answer(line: Line, client: net.Socket, chunk: Buffer): void {
    if (line.awaited && this.strike) {
      // the answer has begun, so the statement is done; a commit is answered only when it is durable
      this.hit();
      client.destroy();
      return;
    }
    client.write(chunk);
  }

  private hit(): void {
    const { act } = this.strike!;
    this.strike = null;
    act();
  }
}

/** Folded to one line; a commit is named after the statement before it, since it means something else each time. */
function nameOf(sql: string, before: string): string {
  const line = fold(sql);
  return line === 'commit' ? `commit after: ${fold(before)}` : line;
}

const fold = (sql: string): string => sql.replace(/\s+/g, ' ').trim().slice(0, 160);

function text(buffer: Buffer, from: number): string {
  return buffer.toString('utf8', from, buffer.indexOf(0, from));
}
