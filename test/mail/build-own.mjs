// Writes the own test letters (own/*.eml) and their records (own/expected.json): node test/mail/build-own.mjs
import { writeFileSync } from 'node:fs';
import { desktop } from './letters/desktop.mjs';
import { forwards } from './letters/forwards.mjs';
import { names } from './letters/names.mjs';
import { outlook } from './letters/outlook.mjs';
import { robots } from './letters/robots.mjs';
import { webmail } from './letters/webmail.mjs';

const folder = new URL('./own/', import.meta.url);
const letters = [...outlook, ...webmail, ...desktop, ...names, ...forwards, ...robots];
const files = new Set(letters.map(({ expected }) => expected.file));
if (files.size !== letters.length) throw new Error('Two letters share a file name');

for (const { bytes, expected } of letters) writeFileSync(new URL(expected.file, folder), bytes);
const records = letters.map(({ expected }) => expected);
writeFileSync(new URL('expected.json', folder), `${JSON.stringify(records, null, 1)}\n`);
console.log(`${letters.length} letters`);
