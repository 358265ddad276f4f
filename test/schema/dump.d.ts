// Types of dump.js, which is plain JavaScript so that it runs without a build.
import type { Client } from 'pg';

export const schemaFile: string;
export function describeSchema(client: Client): Promise<string>;
