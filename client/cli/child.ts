/** A worker or simulator as a child process of the command. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { nodeArguments } from '../node-arguments.js';
import { Problem } from '../problem.js';
import { endProcess } from '../temporal/processes.js';

export interface ChildOptions {
  /** What a person calls it. */
  name: string;
  /** Module to run, from the root of the project, without its extension. */
  module: string;
  parameters?: string[];
  env?: NodeJS.ProcessEnv;
  /** Takes all its output. */
  logFile: string;
  /** The line of its output that says it is ready. */
  ready: RegExp;
  readyWithinMs: number;
}

export interface Child {
  pid: number;
  /** What `ready` matched. */
  said: RegExpExecArray;
  /** How it ended, once it has. */
  ended: Promise<string>;
  /** Asks it to finish what is in flight; `graceMs` later it is killed. */
  stop(graceMs?: number): Promise<void>;
}

/** A write in flight may last two minutes and a half, and is let finish. */
export const GRACE_MS = 170_000;

/**
 * Loaded first in every child: one whose parent was killed ends itself, rather than working on unseen. The listener
 * alone must not keep it alive. Inline, since worker threads load it too, and cannot read TypeScript.
 */
const GUARD = `data:text/javascript,${encodeURIComponent(
  "process.once('disconnect', () => process.kill(process.pid, 'SIGTERM')); process.channel?.unref();",
)}`;

/** Arguments for Node that run a module of ours, by its path from the root of the project without its extension. */
export function moduleArguments(module: string): string[] {
  const path = fileURLToPath(new URL(`../../${module}`, import.meta.url));
  return ['--import', GUARD, ...nodeArguments(path, import.meta.url)];
}

/** Starts it and waits until it is ready. @throws {Problem} with its own last words when it is not. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, module, parameters = [], env, logFile, ready, readyWithinMs } = options;
  const child = spawn(process.execPath, [...moduleArguments(module), ...parameters], {
    // A group of its own: Ctrl-C reaches us alone, and we end the children in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
  });
  const lines: string[] = [];
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const timer = setTimeout(() => void child.kill('SIGKILL'), readyWithinMs);
  const said = await Promise.race([firstMatch(child, logFile, ready, lines), ended]);
  clearTimeout(timer);
  if (typeof said === 'string') {
    throw new Problem(`The ${name} did not start (${said}): ${lastWords(lines)}`, `Its output is in ${logFile}.`);
  }
  return {
    pid: child.pid!,
    said,
    ended,
    async stop(graceMs = GRACE_MS) {
      if (child.exitCode === null && child.signalCode === null) await endProcess(child.pid!, graceMs);
    },
  };
}

/** Copies its output to the log file and resolves at the first line that matches. */
function firstMatch(child: ChildProcess, logFile: string, ready: RegExp, lines: string[]): Promise<RegExpExecArray> {
  const log = createWriteStream(logFile);
  return new Promise((resolve) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.pipe(log, { end: false });
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        lines.splice(0, lines.length - 20);
        const match = ready.exec(line);
        if (match) resolve(match);
      });
    }
  });
}

/** The message of the last structured log line, or the last line that is not of a stack. */
function lastWords(lines: string[]): string {
  for (const line of lines.toReversed()) {
    try {
      const { msg, err } = JSON.parse(line) as { msg?: unknown; err?: { message?: unknown } };
      return String(msg ?? err?.message);
    } catch {
      if (line.trim() && !/^\s*(at |node:|Node\.js|[{}])/.test(line)) return line.trim();
    }
  }
  return 'it said nothing';
}
