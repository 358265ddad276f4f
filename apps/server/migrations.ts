// Every migration in order; forward only: a landed one is never edited.
import { Birth1795500000000 } from './migrations/1795500000000-birth.migration.js';

export const MIGRATIONS = [Birth1795500000000];
