// The stand-ins' program: a child of the server in demo mode; starts the outside world and the page of devices, ends with its parent.
import { demoAccounts } from './accounts.js';
import { Devices } from './devices.adapter.js';
import { startOutside } from './outside.adapter.js';
import { startPage } from './page.server.js';

async function main(): Promise<void> {
  const publicUrl = process.env.OTKLIK_PUBLIC_URL;
  const localUrl = process.env.OTKLIK_LOCAL_URL ?? publicUrl;
  if (!process.send || !publicUrl || !localUrl) throw new Error('The simulator is started by the server in demo mode: run `npm start`.');
  const outside = await startOutside({ publicUrl: publicUrl.replace(/\/$/, ''), localUrl: localUrl.replace(/\/$/, '') });
  const devices = new Devices(outside, localUrl.replace(/\/$/, ''));
  const page = await startPage(devices);
  const stop = async (): Promise<void> => {
    devices.close();
    await Promise.all([page.close(), outside.close()]);
    process.exit(0);
  };
  // a signal to the whole group reaches the server too, which first drains and then disconnects us
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.once('disconnect', () => void stop());
  process.send({ ready: true, pageUrl: page.url, accounts: demoAccounts(outside.endpoints) });
}

main().catch((error: Error) => {
  process.stderr.write(`The simulator did not start: ${error.message}\n`);
  process.exit(1);
});
