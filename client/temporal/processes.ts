/** Looking at and ending processes, none of which need be our children. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Is there a process of this id? One of another user counts as alive. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, or an empty string. Ids are used again by the system, so a pid alone proves nothing. */
export async function commandLine(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    // No /proc (macOS), or the process is gone: `ps` answers both.
  }
  return run('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
}

/** Waits until the process is gone; false when it still lives after `ms`. A zombie of ours counts as gone once reaped. */
export async function waitForEnd(pid: number, ms: number): Promise<boolean> {
  const until = Date.now() + ms;
  while (isAlive(pid)) {
    if (Date.now() >= until) return false;
    await sleep(20);
  }
  return true;
}

/** Asks a process to end, and makes it end when it does not within `graceMs`. */
export async function endProcess(pid: number, graceMs = 5_000): Promise<void> {
  signal(pid, 'SIGTERM');
  if (await waitForEnd(pid, graceMs)) return;
  signal(pid, 'SIGKILL');
  await waitForEnd(pid, 2_000);
}

/** Sends a signal; a process that is gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already, or not ours: there is nothing more to do either way.
  }
}
