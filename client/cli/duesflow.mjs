#!/usr/bin/env node
// The command: runs the build when there is one as new as the sources, else the sources themselves.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'dist', 'client', 'cli', 'main.js');

const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs;

/** Time of the newest source; 0 where only the build was shipped. */
function newestSource() {
  const times = ['client', 'workflows', 'activities', 'worker', 'privacy', 'telemetry', 'test/simulator'].flatMap((folder) => {
    if (!changed(join(root, folder))) return [];
    const files = readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith('.ts'));
    return files.map((name) => changed(join(root, folder, name)));
  });
  return Math.max(0, ...times);
}

if ((changed(built) ?? 0) < newestSource()) {
  // tsx would take the tsconfig.json of whatever folder the command is called in.
  process.env.TSX_TSCONFIG_PATH = join(root, 'tsconfig.json');
  const { register } = await import('tsx/esm/api');
  register();
  await import('./main.ts');
} else {
  await import(built);
}
