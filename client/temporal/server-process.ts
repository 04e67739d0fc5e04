/** The server as our child: it ends with us, and holds none of our streams. */
import { spawn, type SpawnOptions } from 'node:child_process';
import { open, rename } from 'node:fs/promises';
import { messageOf, Problem } from '../problem.js';
import { endProcess, signal } from './processes.js';

export interface ServerProcess {
  pid: number;
  /** Throws a Problem with the last lines of the log when the server has ended. */
  checkAlive(): void;
  /** Resolves when it ends, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

export interface ProcessOptions extends Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> {
  /** What a person calls it. */
  name?: string;
}

/**
 * Starts `path` with its output in `logFile`; the log of the start before is kept beside it. `by` is the signal that
 * ends it: a server that keeps its state in memory has nothing to put away, and SIGTERM takes it 1.4 s.
 */
export async function startProcess(
  path: string,
  parameters: string[],
  logFile: string,
  by: 'SIGTERM' | 'SIGKILL',
  { name = 'Temporal server', ...options }: ProcessOptions = {},
): Promise<ServerProcess> {
  await rename(logFile, `${logFile}.1`).catch(() => undefined);
  const log = await open(logFile, 'w');
  // A group of its own: Ctrl-C in the terminal reaches us alone, and we end it after the workers.
  const child = spawn(path, parameters, { ...options, stdio: ['ignore', log.fd, log.fd], detached: true });
  let end: string | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => resolve(void (end = messageOf(error))));
    child.once('exit', (code, signalName) => resolve(void (end = `it ended with ${signalName ?? `code ${code}`}`)));
  });
  await log.close();
  child.unref();

  const pid = child.pid ?? 0;
  const release = endWithUs(pid, by);
  void ended.then(release);
  return {
    pid,
    ended,
    checkAlive() {
      if (end === undefined) return;
      throw new Problem(`The ${name} did not start: ${end}.`, `Read ${logFile}.`);
    },
    async stop() {
      release();
      if (end !== undefined || !pid) return;
      if (by === 'SIGKILL') signal(pid, by);
      await endProcess(pid);
    },
  };
}

const SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Ends the process on every exit of ours that can be seen; SIGKILL cannot, the next start finds what it leaves. */
function endWithUs(pid: number, by: NodeJS.Signals): () => void {
  if (!pid) return () => {};
  const onExit = () => signal(pid, by);
  const onSignal = (name: NodeJS.Signals) => {
    // Another listener winds up in its own order and stops the server last.
    if (process.listenerCount(name) > 1) return;
    onExit();
    release();
    process.kill(process.pid, name);
  };
  const release = () => {
    process.off('exit', onExit);
    for (const name of SIGNALS) process.off(name, onSignal);
  };
  process.on('exit', onExit);
  for (const name of SIGNALS) process.on(name, onSignal);
  return release;
}
