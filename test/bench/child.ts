/** A process of a measurement, so that what it takes is its own: memory above all. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeArguments } from '../../client/node-arguments.js';
import type { Answer, Question } from './answers.js';

export interface Child<Ready> {
  pid: number;
  /** What it said when it was ready. */
  ready: Ready;
  ask<T>(name: string, about?: unknown): Promise<T>;
  /** Resolves when it ends, asked or not. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

/** Modules that are processes of their own; the first message of each says that it is ready. */
const PLACES = { simulator: 'simulator', worker: 'worker', 'plain-worker': 'plain/worker', script: 'plain/script' } as const;

export interface ChildOptions {
  module: keyof typeof PLACES;
  /** Its orders, in the variable BENCH_ORDER. */
  order: unknown;
  logFile: string;
  nodeOptions?: string[];
}

/** Throws when it ends before it is ready. */
export async function startChild<Ready>({ module, order, logFile, nodeOptions = [] }: ChildOptions): Promise<Child<Ready>> {
  const log = openSync(logFile, 'a');
  const main = fileURLToPath(new URL(`./${PLACES[module]}`, import.meta.url));
  const child = spawn(process.execPath, [...nodeOptions, ...nodeArguments(main, import.meta.url)], {
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, BENCH_ORDER: JSON.stringify(order) },
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(`the ${module} ended with ${signal ?? `code ${code}`} (${logFile})`));
  });
  const early = ended.then((why) => Promise.reject(new Error(why)));
  early.catch(() => undefined);
  const ready = (await Promise.race([new Promise((resolve) => child.once('message', resolve)), early])) as Ready;

  const open = new Map<number, (answer: Answer) => void>();
  child.on('message', (answer: Answer) => open.get(answer.n)?.(answer));
  let asked = 0;
  return {
    pid: child.pid!,
    ready,
    ended,
    async ask<T>(name: string, about?: unknown): Promise<T> {
      const n = ++asked;
      const answered = new Promise<Answer>((resolve) => open.set(n, resolve));
      child.send({ n, name, about } satisfies Question);
      const { answer, fault } = await Promise.race([answered, early]);
      open.delete(n);
      if (fault !== undefined) throw new Error(`${module}: ${fault}`);
      return answer as T;
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
