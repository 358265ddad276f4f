// Loads config/default.yaml, lays the operator's own file and the environment over it, and freezes the result.
import { parseConfig, type Config } from './config.js';
import { readYaml } from './yaml.adapter.js';

/** OTKLIK_CONFIG names the operator's file; LOG_LEVEL wins over both. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const own = env.OTKLIK_CONFIG;
  const document = lay(readYaml('default.yaml'), own ? readYaml(own) : {});
  if (env.LOG_LEVEL) (document as { log: { level: string } }).log.level = env.LOG_LEVEL;
  return parseConfig(document, own ?? 'config/default.yaml');
}

function lay(under: unknown, over: unknown): unknown {
  if (!isTree(under) || !isTree(over)) return over ?? under;
  const result: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) result[key] = lay(under[key], value);
  return result;
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
