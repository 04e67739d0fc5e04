/** Worker processes: started from the sources or from a mutated copy of them, killed without mercy. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerOrder } from './worker.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface WorkerProcess {
  pid: number;
  /** Resolves when the worker polls; rejects when it ends before. */
  ready: Promise<void>;
  ended: Promise<void>;
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
}

export interface Launcher {
  /** Folder of the sources: the repository, or a copy with a planted bug. */
  root: string;
  /** Folder for logs and the workflow bundle. */
  scratch: string;
}

/** Starts one worker process. */
export function launch({ root, scratch }: Launcher, order: WorkerOrder): WorkerProcess {
  mkdirSync(scratch, { recursive: true });
  const log = openSync(join(scratch, 'workers.log'), 'a');
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'test/crash/worker.ts')], {
    cwd: root,
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, CRASH_WORKER: JSON.stringify(order), DUESFLOW_BUNDLE: join(scratch, 'bundle.js') },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { pid: child.pid!, ready: readiness(child), ended, signal: (name) => void child.kill(name) };
}

function readiness(child: ChildProcess): Promise<void> {
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code, signal) =>
      reject(new Error(`a worker ended with ${signal ?? code} before it was ready`)),
    );
  });
  ready.catch(() => undefined);
  return ready;
}
