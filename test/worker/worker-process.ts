/** A worker as it runs in earnest: `worker/main` in a process of its own, with no settings but those it is given. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeArguments } from '../../client/node-arguments.js';
import { eventually } from '../client/support.js';

export interface WorkerProcess {
  /** All that it has written. */
  logs(): string;
  /** Resolves when it polls. */
  ready(): Promise<void>;
  running(): boolean;
  signal(name: NodeJS.Signals): void;
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>;
}

const module = fileURLToPath(new URL('../../worker/main', import.meta.url));
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'DUESFLOW_BUNDLE'];

/** `cwd`: where a .env would be read. */
export function startWorkerProcess(cwd: string, settings: NodeJS.ProcessEnv): WorkerProcess {
  const env = Object.fromEntries(KEPT.map((name) => [name, process.env[name]]));
  const child = spawn(process.execPath, nodeArguments(module, import.meta.url), { cwd, env: { ...env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
  let logs = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (logs += String(data)));
  const running = () => child.exitCode === null && child.signalCode === null;
  return {
    logs: () => logs,
    running,
    ready: async () => {
      await eventually(
        () => Promise.resolve(logs),
        (text) => {
          if (!running()) throw new Error(`the worker did not start: ${text}`);
          return text.includes('worker ready');
        },
      );
    },
    signal: (name) => void child.kill(name),
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}
