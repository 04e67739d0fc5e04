/** Ends the in-memory servers of test runs that were killed. */
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endProcess } from './processes.js';
import { hasOwner, isRunning, readRecord } from './record.js';

/** Prefix of their folders in the system's temporary folder. */
export const TEMPORARY = 'duesflow-temporal-';

/** A folder without a record is another process's start in progress, and is left alone. */
export async function sweepTemporary(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(TEMPORARY));
  for (const name of names) {
    const folder = join(tmpdir(), name);
    const record = await readRecord(folder);
    if (!record || hasOwner(record)) continue;
    if (await isRunning(record)) await endProcess(record.pid!, 2_000);
    await rm(folder, { recursive: true, force: true });
  }
}
