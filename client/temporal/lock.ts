/** One process at a time: a lock file that holds its owner's pid, and is taken over when that process is gone. */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './processes.js';

/**
 * Runs `work` while holding the lock `file`. `onWait` is called once when another process holds it.
 * @throws when the lock was not to be had within `waitMs`.
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  { waitMs, onWait }: { waitMs: number; onWait?: (pid: number) => void },
): Promise<T> {
  const until = Date.now() + waitMs;
  let told = false;
  for (;;) {
    if (await tryLock(file)) break;
    const owner = await lockHolder(file);
    // Let go in this moment, or left by a process that is gone: try again at once.
    if (owner === undefined) continue;
    if (!told) onWait?.(owner);
    told = true;
    if (Date.now() >= until) throw new Error(`${file} is held by process ${owner}`);
    await sleep(100);
  }
  try {
    return await work();
  } finally {
    await unlink(file).catch(() => undefined);
  }
}

/** True when the lock is ours now. A lock without a living owner is cleared away. */
async function tryLock(file: string): Promise<boolean> {
  const mine = `${file}.${randomUUID()}`;
  await writeFile(mine, String(process.pid));
  try {
    // A link appears with its content, so nobody ever reads a lock without an owner.
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(mine);
  }
  const owner = await ownerOf(file);
  // A lock that names nobody was cut short by a power failure.
  if (owner === undefined || !isAlive(owner)) await dropStale(file, owner);
  return false;
}

/** Pid of the living process that holds the lock. */
export async function lockHolder(file: string): Promise<number | undefined> {
  const owner = await ownerOf(file);
  return owner !== undefined && isAlive(owner) ? owner : undefined;
}

async function ownerOf(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return Number(text) || undefined;
}

/** Moves a dead owner's lock away. Only one of two rivals wins the rename; who moved a fresh lock puts it back. */
async function dropStale(file: string, owner: number | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await ownerOf(aside)) !== owner) await link(aside, file).catch(() => undefined);
  await unlink(aside);
}
