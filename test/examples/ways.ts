/** The examples as programs: how each is run, and what it says. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const folderOf = (language: string): string => join(ROOT, 'examples', language);

export type Way = 'TypeScript' | 'HTTP' | 'Go';

/** Go is there where the Temporal command was built with it. Elsewhere its example cannot be run, and that is said. */
export const hasGo = spawnSync('go', ['version']).status === 0;
export const WAYS: Way[] = hasGo ? ['TypeScript', 'HTTP', 'Go'] : ['TypeScript', 'HTTP'];
if (!hasGo) process.stderr.write('left out: the Go example and its keys, since Go is not on this machine\n');

/** `goProgram`: the built example. */
export function commandOf(way: Way, goProgram: string): string[] {
  if (way === 'Go') return [goProgram];
  const file = way === 'HTTP' ? 'examples/http/purchase-subscription.mjs' : 'examples/typescript/purchase-subscription.ts';
  return [process.execPath, '--import', 'tsx', file];
}

export interface Said {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a program to its end. */
export async function say([command, ...parameters]: string[], env: NodeJS.ProcessEnv = {}, cwd = ROOT): Promise<Said> {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = spawn(command!, parameters, { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => (said.out += String(data)));
  child.stderr.on('data', (data) => (said.err += String(data)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}
