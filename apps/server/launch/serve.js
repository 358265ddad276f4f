// Runs the server as a child: passes signals on, watches npm, stops everything in order.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverMain } from './paths.js';
import { LaunchError, say } from './say.js';

const graceMs = 10_000;
const restartMs = 500;

/** Refuses early and with advice when somebody else listens on the address the server will want. */
export async function refuseTakenPort() {
  if (process.env.ROLE === 'worker') return;
  const port = Number(process.env.PORT || 3000);
  const host = process.env.HOST || '127.0.0.1';
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new LaunchError(`PORT=${process.env.PORT} is not a port number (1-65535).`);
  const probe = net.createServer();
  const failure = await new Promise((resolve) => {
    probe.once('error', resolve);
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
  if (failure?.code === 'EADDRINUSE') {
    throw new LaunchError(`Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`);
  }
  if (failure?.code === 'EACCES')
    throw new LaunchError(`This user may not listen on port ${port}. Choose one above 1024: PORT=3000 npm start`);
  if (failure?.code === 'EADDRNOTAVAIL')
    throw new LaunchError(`HOST=${host} is not an address of this machine. Use 0.0.0.0 for all addresses.`);
}

/** Starts the built server. It stops by itself when the channel to us closes, so even kill -9 of the launcher leaves nothing. */
export function startServer(env, args = []) {
  const child = spawn(process.execPath, ['--enable-source-maps', serverMain, ...args], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // out of the terminal's group: Ctrl-C reaches the server once, through us
    detached: true,
  });
  child.wasReady = false;
  child.on('message', (message) => {
    if (message?.ready) child.wasReady = true;
  });
  child.done = new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code, signal) => {
      child.endedBy = signal ?? `code ${code}`;
      resolve(code ?? 1);
    });
  });
  return child;
}

/**
 * Runs the server, and again when one that had been serving was ended from outside or fell; one that never came up has said why.
 * @param {(child: import('node:child_process').ChildProcess) => void} started gets each new child
 * @returns {Promise<number>} the last one's exit code
 */
export async function keepServing(env, started, isStopping) {
  for (;;) {
    const child = startServer(env);
    started(child);
    const code = await child.done;
    if (isStopping() || !child.wasReady) return code;
    say(`The server ended unexpectedly (${child.endedBy}); starting it again.`);
    await sleep(restartMs);
    if (isStopping()) return 0;
  }
}

/** Asks the server to drain; ends it by force after the grace. @returns {Promise<number>} its exit code */
export async function stopServer(child) {
  child.kill('SIGTERM');
  const force = setTimeout(() => {
    say(`The server did not stop within ${graceMs / 1000} s and is ended.`);
    child.kill('SIGKILL');
  }, graceMs);
  const code = await child.done;
  clearTimeout(force);
  return code;
}

/** Calls `stop` once, at the first signal or when the npm that started us is gone (npm does not pass SIGTERM on). */
export function onStop(stop) {
  const starters = whoStartedUs();
  let asked = false;
  const once = () => {
    if (asked) return;
    asked = true;
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, once);
  setInterval(() => {
    if (whoStartedUs() !== starters) once();
  }, 500).unref();
  // a closed terminal: writing to it must not end us before the database is stopped
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** Our parent, and under npm the parent of that too: npm puts a shell between, which outlives a killed npm. */
function whoStartedUs() {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || process.platform !== 'linux') return String(parent);
  try {
    return `${parent} ${/\) \S (\d+)/.exec(fs.readFileSync(`/proc/${parent}/stat`, 'utf8'))?.[1]}`;
  } catch {
    return 'gone';
  }
}
