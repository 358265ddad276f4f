// A Redis of the tests' own: the real server on a free port, without files.
import { spawn } from 'node:child_process';
import { freePort } from '../world.js';

export interface Redis {
  url: string;
  stop(): Promise<void>;
}

/** `program` is redis-server's path, as HAVE_REDIS tells. */
export async function startRedis(program: string): Promise<Redis> {
  const port = await freePort();
  const child = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (said: Buffer) => said.includes('Ready to accept connections') && resolve());
    child.once('error', reject);
    child.once('exit', () => reject(new Error('redis-server did not start')));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
