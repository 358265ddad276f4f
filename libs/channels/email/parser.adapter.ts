// Reads mails in a worker thread with a time limit; a mail that kills or stalls it gets a second, lighter try.
import { Worker } from 'node:worker_threads';
import { parseMail, type ParsedMail, type ParseOptions } from './mail.js';

const TIMEOUT_MS = 10_000;
/** The lighter try: enough for headers and text. */
const LIGHT_BYTES = 512 * 1024;
const HEAP_MB = 512;

interface Waiting {
  id: number;
  resolve(mail: ParsedMail): void;
  reject(error: Error): void;
}

/** One worker a process-wide parser; mails queue up in order. */
export class MailParser {
  private worker: Worker | null = null;
  private waiting: Waiting | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private next = 1;

  /** `inThread` false parses here: under tests the sources are not compiled. */
  constructor(
    private readonly timeoutMs = TIMEOUT_MS,
    private readonly inThread = import.meta.url.endsWith('.js'),
  ) {}

  /** Rejects only when even the head of the mail cannot be read: the caller puts it into quarantine. */
  parse(raw: Buffer, options: ParseOptions = {}): Promise<ParsedMail> {
    const result = this.turn.then(() => this.parseNow(raw, options));
    this.turn = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    const worker = this.worker;
    this.worker = null;
    await worker?.terminate();
  }

  private async parseNow(raw: Buffer, options: ParseOptions): Promise<ParsedMail> {
    if (!this.inThread) return parseMail(raw, options);
    try {
      return await this.ask(raw, options);
    } catch (error) {
      if (raw.length <= LIGHT_BYTES) throw error;
      return this.ask(raw.subarray(0, LIGHT_BYTES), { ...options, truncated: true });
    }
  }

  private ask(raw: Buffer, options: ParseOptions): Promise<ParsedMail> {
    this.worker ??= this.start();
    const worker = this.worker;
    const id = this.next++;
    return new Promise<ParsedMail>((resolve, reject) => {
      const timer = setTimeout(() => this.fail(new Error(`not read within ${this.timeoutMs} ms`)), this.timeoutMs);
      const settle =
        <T>(act: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          this.waiting = null;
          act(value);
        };
      this.waiting = { id, resolve: settle(resolve), reject: settle(reject) };
      worker.postMessage({ id, raw, options });
    });
  }

  private start(): Worker {
    const worker = new Worker(new URL('./parse.worker.js', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    worker.unref();
    worker.on('message', (answer: { id: number; mail?: ParsedMail; error?: string }) => this.receive(answer));
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', () => worker === this.worker && this.fail(new Error('the parser stopped')));
    return worker;
  }

  private receive(answer: { id: number; mail?: ParsedMail; error?: string }): void {
    if (this.waiting?.id !== answer.id) return;
    if (answer.mail) this.waiting.resolve(answer.mail);
    else this.waiting.reject(new Error(answer.error));
  }

  /** The worker is of no use any more: the next mail gets a new one. */
  private fail(error: Error): void {
    const worker = this.worker;
    this.worker = null;
    void worker?.terminate();
    this.waiting?.reject(error);
  }
}
