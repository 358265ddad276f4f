// Reads the product's YAML files; a syntax error names the file, the line and what is expected.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const found = (): string => {
  // sources run from <root>/libs, the built program from <root>/dist/libs
  const here = path.resolve(import.meta.dirname, '../..');
  return path.basename(here) === 'dist' ? path.dirname(here) : here;
};
export const ROOT = found();

/** Parses one file of config/ (or an absolute path). */
export function readYaml(file: string): unknown {
  const full = path.isAbsolute(file) ? file : path.join(ROOT, 'config', file);
  try {
    return parse(readFileSync(full, 'utf8'));
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT')
      throw new Error(
        `Нет файла настроек ${full}. Проверьте OTKLIK_CONFIG: нужен полный путь (относительный ищется в config/).\nThe settings file is not there: check OTKLIK_CONFIG, a full path or a name in config/.`,
      );
    throw new Error(`${full}: ${(error as Error).message}`);
  }
}
