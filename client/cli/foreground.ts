/** Runs a module of ours as if it were this command: its output is ours, signals reach it, its exit code is ours. */
import { spawn } from 'node:child_process';
import { signalCode, untilSignal } from './signals.js';
import { moduleArguments } from './child.js';

/** Resolves with its exit code. */
export async function runInForeground(
  module: string,
  parameters: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  const child = spawn(process.execPath, [...moduleArguments(module), ...parameters], {
    detached: true,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const signal = await Promise.race([untilSignal(), ended]);
  if (typeof signal === 'number') return signal;
  child.kill(signal);
  return (await ended) === 0 ? 0 : signalCode(signal);
}
