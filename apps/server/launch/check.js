// `npm run lint`, `npm run typecheck`: some of the static checks alone, by the beginning of their names.
import { runChecks } from './checks.js';
import { ensureDependencies } from './dependencies.js';
import { command } from './say.js';

command(async () => {
  await ensureDependencies();
  const { failed } = await runChecks(process.argv.slice(2));
  process.exitCode = failed > 0 ? 1 : 0;
});
