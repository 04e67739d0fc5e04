/** Writes the JSON Schemas, one file each, into the folder that it is given: `npm run schemas`, and so every build. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFiles } from './json-schemas.js';

const [folder = 'schemas'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(schemaFiles())) writeFileSync(join(folder, name), text);
