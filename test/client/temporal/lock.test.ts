import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockHolder, withLock } from '../../../client/temporal/lock.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** No process has this id: Linux ends at 2^22. */
const GONE = 2 ** 30;

test('one at a time, and nothing is left behind', async () => {
  const file = join(folder, 'one.lock');
  let inside = 0;
  let most = 0;
  const waits: number[] = [];
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setTimeout(resolve, 20));
    inside--;
  };
  await Promise.all([1, 2, 3].map(() => withLock(file, work, { waitMs: 30_000, onWait: (pid) => waits.push(pid) })));
  expect(most).toBe(1);
  expect(waits).toEqual([process.pid, process.pid]);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['a process that is gone', String(GONE)],
  ['nobody', ''],
])('takes over the lock of %s, once for many that want it', async (_, content) => {
  const file = join(folder, 'stale.lock');
  await writeFile(file, content);
  expect(await lockHolder(file)).toBeUndefined();
  let inside = 0;
  const work = async () => {
    expect(++inside).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside--;
  };
  await Promise.all([1, 2, 3, 4].map(() => withLock(file, work, { waitMs: 30_000 })));
  expect(await readdir(folder)).toEqual([]);
});

test('gives up after its time, names the holder, and lets go when the work fails', async () => {
  const file = join(folder, 'held.lock');
  await writeFile(file, '1');
  await expect(withLock(file, async () => {}, { waitMs: 0 })).rejects.toThrow(/held by process 1/);
  await rm(file);
  await expect(withLock(file, () => Promise.reject(new Error('no')), { waitMs: 0 })).rejects.toThrow('no');
  expect(await lockHolder(file)).toBeUndefined();
});
