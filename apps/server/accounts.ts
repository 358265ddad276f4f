// Channel accounts at start: those of the environment and, in demo mode, those of the stand-ins; nothing leaves the machine in a demo.
import type { Channel } from '#libs/channels/channel.js';
import { SYSTEM } from '#libs/kernel/journal.js';
import type { Services } from './services.js';

export interface DemoAccount {
  channel: string;
  name: string;
  settings: Record<string, unknown>;
}
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

export interface AccountPlan {
  mode: 'demo' | 'live';
  env: Record<string, string | undefined>;
  intakeFrom: string;
  demo: DemoAccount[];
  warn: (sentence: string) => void;
}

/** Puts every account into the settings; unchanged ones are left as they are. */
export async function seatAccounts(services: Services, plan: AccountPlan): Promise<void> {
  const intakeFrom = plan.intakeFrom === 'now' ? undefined : new Date(plan.intakeFrom);
  for (const channel of services.accounts.all()) {
    const given = accepted(channel, plan);
    const demo = given.length ? [] : plan.demo.filter((account) => account.channel === channel.descriptor.id);
    for (const { name, settings } of given)
      await services.accounts.put(
        { channel: channel.descriptor.id, name, origin: 'environment', settings: settings as Record<string, unknown>, intakeFrom },
        SYSTEM,
      );
    for (const { name, settings } of demo)
      await services.accounts.put({ channel: channel.descriptor.id, name, origin: 'demo', settings }, SYSTEM);
    await retire(
      services,
      channel,
      given.map((g) => g.name),
      demo.map((d) => d.name),
    );
  }
}

/** In demo a channel variable counts only when it points to this machine. */
function accepted(channel: Channel, { mode, env, warn }: AccountPlan) {
  return channel.fromEnvironment(env).filter(({ name, endpoints }) => {
    const outside = endpoints.find((endpoint) => !LOOPBACK.test(endpoint));
    if (mode === 'live' || (endpoints.length > 0 && !outside)) return true;
    warn(
      `Демонстрация: «${channel.descriptor.label.ru}» (${name}) из переменных окружения не подключён — адрес ${outside ?? 'по умолчанию'} вне этой машины. / demo: not connected, the address is outside this machine.`,
    );
    return false;
  });
}

/** Accounts that the environment or the stand-ins no longer name are switched off, not forgotten. */
async function retire(services: Services, channel: Channel, environment: string[], demo: string[]): Promise<void> {
  await services.db.query(
    `update channel_accounts set deleted = true where channel = $1 and not deleted and ((origin = 'environment' and not name = any($2)) or (origin = 'demo' and not name = any($3)))`,
    [channel.descriptor.id, environment, demo],
  );
}
