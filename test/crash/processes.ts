/** Worker processes: started from the sources or from a mutated copy of them, killed without mercy. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Lag, type Late } from './lag.js';
import type { WorkerOrder } from './worker.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface WorkerProcess {
  pid: number;
  /** Resolves when the worker polls; rejects when it ends before. */
  ready: Promise<void>;
  ended: Promise<void>;
  signal(name: Signal): void;
  /** Its latest timer since a moment of Date.now(), in milliseconds; while it was stopped on purpose none counts. */
  lateSince(begun: number): number;
  /** The same between two moments. */
  lateBetween(from: number, until: number): number;
}

type Signal = 'SIGKILL' | 'SIGSTOP' | 'SIGCONT';

export interface Launcher {
  /** Folder of the sources: the repository, or a copy with a planted bug. */
  root: string;
  /** The worker as one file, built from them (worker-file.ts). */
  worker: string;
  /** Folder for logs and the workflow bundle. */
  scratch: string;
}

export const dataDirOf = ({ scratch }: Launcher): string => join(scratch, 'data');

/** Starts one worker process. */
export function launch(launcher: Launcher, order: Omit<WorkerOrder, 'dataDir'>): WorkerProcess {
  const { root, worker, scratch } = launcher;
  mkdirSync(scratch, { recursive: true });
  const log = openSync(join(scratch, 'workers.log'), 'a');
  const child = spawn(process.execPath, ['--enable-source-maps', worker], {
    cwd: root,
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, CRASH_WORKER: JSON.stringify({ ...order, dataDir: dataDirOf(launcher) }), DUESFLOW_BUNDLE: join(scratch, 'bundle.js') },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { pid: child.pid!, ready: readiness(child), ended, ...signalled(child) };
}

function signalled(child: ChildProcess): Pick<WorkerProcess, 'signal' | 'lateSince' | 'lateBetween'> {
  const lag = new Lag();
  let stopped = { from: Infinity, until: Infinity };
  child.on('message', (told: Late | 'ready') => {
    if (told === 'ready') return;
    const onPurpose = told.at >= stopped.from && told.at - told.ms <= stopped.until;
    if (!onPurpose) lag.note(told);
  });
  return {
    signal(name) {
      if (name === 'SIGSTOP') stopped = { from: Date.now(), until: Infinity };
      if (name === 'SIGCONT') stopped.until = Date.now();
      child.kill(name);
    },
    lateSince: (begun) => lag.since(begun),
    lateBetween: (from, until) => lag.between(from, until),
  };
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
