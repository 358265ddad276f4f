// The stand-ins' program as a child process: started in demo mode, asked for its accounts, stopped with us.
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '#libs/kernel/yaml.adapter.js';
import type { DemoAccount } from './accounts.js';

export interface Simulator {
  pageUrl: string;
  accounts: DemoAccount[];
  /** Calls back once when the program ends without having been asked to. */
  onGone(tell: () => void): void;
  stop(): Promise<void>;
}
const READY_MS = 20_000;

export interface SimulatorUrls {
  publicUrl: string;
  localUrl: string;
}

/** Rejects with a sentence when the program does not come up. */
export async function startSimulator(urls: SimulatorUrls): Promise<Simulator> {
  const child = fork(path.join(ROOT, 'dist/apps/simulator/main.js'), {
    env: { ...process.env, OTKLIK_PUBLIC_URL: urls.publicUrl, OTKLIK_LOCAL_URL: urls.localUrl },
    execArgv: ['--enable-source-maps'],
  });
  const told = await ready(child);
  let asked = false;
  return {
    ...told,
    onGone: (tell) => {
      if (hasEnded(child)) tell();
      else child.once('exit', () => asked || tell());
    },
    stop: () => {
      asked = true;
      return stop(child);
    },
  };
}

function ready(child: ChildProcess): Promise<{ pageUrl: string; accounts: DemoAccount[] }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the simulator did not start in 20 s')), READY_MS);
    child.once('exit', (code) => reject(new Error(`the simulator stopped with code ${code}`)));
    child.on('message', (message: { ready?: boolean; pageUrl: string; accounts: DemoAccount[] }) => {
      if (!message.ready) return;
      clearTimeout(timer);
      resolve({ pageUrl: message.pageUrl, accounts: message.accounts });
    });
  });
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), 3000);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.disconnect();
  });
}
