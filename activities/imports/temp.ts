/** Folders of attempts at work. Renamed when all is in them: what has a content hash for a name is whole. */
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { FOLDER_MODE, manifestFile, TEMP_PREFIX } from './paths.js';

/** A folder that nobody has touched for so long belongs to a killed process. Milliseconds. */
const DEAD_MS = 600_000;
const TOUCH_MS = 30_000;

/** Makes a folder beside the staged ones, and clears away those of dead attempts. */
export async function makeTemp(root: string): Promise<string> {
  await mkdir(root, { recursive: true, mode: FOLDER_MODE });
  await removeDead(root);
  return mkdtemp(join(root, TEMP_PREFIX));
}

/** Call it often while at work: keeps the folder from being taken for a dead attempt's. */
export function keeperOf(folder: string): () => Promise<void> {
  let last = Date.now();
  return async () => {
    const now = Date.now();
    if (now - last < TOUCH_MS) return;
    last = now;
    await utimes(folder, now / 1000, now / 1000);
  };
}

async function removeDead(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(TEMP_PREFIX)) continue;
    const folder = join(root, name);
    const touched = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (touched !== undefined && Date.now() - touched > DEAD_MS) await rm(folder, { recursive: true, force: true });
  }
}

/** Gives the folder its name. When another attempt was first, its folder stays: it holds the same. */
export async function publish(temp: string, folder: string): Promise<void> {
  try {
    await rename(temp, folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const taken = code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'EPERM';
    if (
      !taken ||
      !(await stat(manifestFile(folder)).then(
        () => true,
        () => false,
      ))
    )
      throw error;
  }
}
