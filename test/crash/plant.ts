/** A copy of the sources with one bug planted, for a worker or a test process of its own. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planted, type Replacement } from './planted.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COPIED = ['workflows', 'activities', 'worker', 'client', 'privacy', 'telemetry', 'package.json', 'tsconfig.json'];
const PREFIX = 'duesflow-planted-';

/** The text with the bug in it. Throws when `find` does not stand in it exactly once: the source has moved on. */
export function plantIn(text: string, { name, file, find, replace }: Replacement & { name: string }): string {
  const parts = text.split(find);
  if (parts.length !== 2)
    throw new Error(`planted bug "${name}": its text stands ${parts.length - 1} times in ${file}`);
  return parts.join(replace);
}

/**
 * Copies the sources into a new temporary folder and plants the bug there. Answers the folder: `node --import tsx` runs in
 * it as in the project. Hand it to `remove` in the end.
 */
export async function plantedCopy(name: string): Promise<string> {
  const bug = planted(name);
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  try {
    await Promise.all(COPIED.map((part) => cp(join(ROOT, part), join(folder, part), { recursive: true })));
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    for (const one of [bug, ...(bug.also ?? [])]) {
      const path = join(folder, one.file);
      await writeFile(path, plantIn(await readFile(path, 'utf8'), { ...one, name }));
    }
    return folder;
  } catch (error) {
    await remove(folder);
    throw error;
  }
}

/** Removes a planted copy; the link to node_modules is removed, not followed. */
export async function remove(folder: string): Promise<void> {
  if (!folder.includes(PREFIX)) throw new RangeError('only a planted copy is removed');
  await rm(folder, { recursive: true, force: true });
}
