// Where things stand on disk, as absolute paths.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(fileURLToPath(new URL('../../..', import.meta.url)));
export const dist = path.join(root, 'dist');
export const serverMain = path.join(dist, 'apps/server/main.js');

/** DATA_DIR is read against the project root, so that it means the same from every folder. */
export const dataDir = path.resolve(root, process.env.DATA_DIR || 'data');

/** A program of an installed package, e.g. `program('vite/bin/vite.js')`. */
export const program = (file) => path.join(root, 'node_modules', file);
