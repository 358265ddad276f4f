// The built program as a process of its own, so that it can be killed like by the machine.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../world.js';

const MAIN = path.join(import.meta.dirname, '../../dist/apps/server/main.js');
const READY_MS = 60_000;

export class ChildProgram {
  readonly dataDir = mkdtempSync(path.join(os.tmpdir(), 'otklik-child-'));
  private child: ChildProcess | null = null;
  private said = '';
  private port = 0;

  constructor(private readonly env: Record<string, string>) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it is ready; keeps its port over restarts. @returns how long it took, ms */
  async start(): Promise<number> {
    const since = performance.now();
    this.port ||= await freePort();
    this.said = '';
    this.child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH,
        TZ: 'UTC',
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        SECRET_KEY: 'child',
        MODE: 'live',
        DATA_DIR: this.dataDir,
        PORT: String(this.port),
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (chunk: Buffer) => {
        this.said = (this.said + chunk).slice(-20_000);
      });
    while (
      !(await fetch(`${this.url}/health/ready`).then(
        (answer) => answer.ok,
        () => false,
      ))
    ) {
      if (this.child.exitCode !== null || performance.now() - since > READY_MS) throw new Error(`the program did not start:\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return performance.now() - since;
  }

  get alive(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it said last, for the message of a failed test. */
  get words(): string {
    return this.said;
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name);
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Resolves when the process is no more. */
  async gone(): Promise<void> {
    if (this.alive) await new Promise<void>((resolve) => this.child!.once('exit', () => resolve()));
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.alive) return;
    this.child!.kill(signal);
    await this.gone();
  }
}
