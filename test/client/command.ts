/** The command as a user types it, in an empty folder, with nothing configured. */
import { afterAll, beforeAll, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from '../../client/temporal/lock.js';

const bin = fileURLToPath(new URL('../../client/cli/duesflow.mjs', import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

interface Surroundings {
  env?: NodeJS.ProcessEnv;
  /** Standard input. */
  input?: string;
}

export interface Place {
  folder: string;
  /** Starts the command with these parameters. */
  begin(parameters: string[], surroundings?: Surroundings): { child: ChildProcess; ended: Ended; done: Promise<Ended> };
  /** The same from one line, to its end. `'...'` holds a parameter with spaces together. */
  type(line: string, surroundings?: Surroundings): Promise<Ended>;
  /** Writes a file there and answers with its name. */
  file(name: string, content: object | string): Promise<string>;
  leave(): Promise<void>;
}

export async function emptyPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'duesflow-cli-'));
  const begin: Place['begin'] = (parameters, { env = {}, input = '' } = {}) => {
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const child = spawn(process.execPath, [bin, ...parameters], { cwd: folder, env: { ...inherited, ...env } });
    const ended: Ended = { code: null, out: '', err: '' };
    child.stdout.on('data', (data) => (ended.out += String(data)));
    child.stderr.on('data', (data) => (ended.err += String(data)));
    child.stdin.end(input);
    const done = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ ...ended, code })));
    return { child, ended, done };
  };
  return {
    folder,
    begin,
    type: (line, surroundings) => begin(parametersOf(line), surroundings).done,
    async file(name, content) {
      await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
      return name;
    },
    leave: () => rm(folder, { recursive: true, force: true }),
  };
}

const parametersOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|\S+/g)].map(([whole, quoted]) => quoted ?? whole);

export interface Dev {
  /** Address of its simulator. */
  simulator: string;
  child: ChildProcess;
  done: Promise<Ended>;
}

/** `duesflow dev` in that place, ready. One after the other: two that look for a free port at once may take the same. */
export const startDev = (place: Place): Promise<Dev> =>
  withLock(join(tmpdir(), 'duesflow-test-dev.lock'), () => devIn(place), { waitMs: 150_000 });

async function devIn({ begin }: Place): Promise<Dev> {
  const { child, ended, done } = begin(['dev']);
  for (let i = 0; i < 1200 && child.exitCode === null && !/Ready/.test(ended.out); i++) await new Promise((resolve) => setTimeout(resolve, 100));
  const simulator = /simulator +(\S+)/i.exec(ended.out)?.[1];
  if (!simulator) throw new Error(`dev did not start: ${ended.out}${ended.err}`);
  return { simulator, child, done };
}

/** For a whole test file: an empty place with `duesflow dev`. Every command is a process of its own, and loads what it needs anew. */
export function devPlace(): { type: Place['type']; file: Place['file']; text(name: string): Promise<string>; simulator(): string } {
  jest.setTimeout(180_000);
  let place: Place;
  let dev: Dev | undefined;
  beforeAll(async () => {
    place = await emptyPlace();
    dev = await startDev(place);
  });
  afterAll(async () => {
    dev?.child.kill('SIGINT');
    await dev?.done;
    await place.leave();
  });
  return {
    type: (...line) => place.type(...line),
    file: (...file) => place.file(...file),
    text: (name) => readFile(join(place.folder, name), 'utf8'),
    simulator: () => dev!.simulator,
  };
}

/** The simulator answers the next call that matches with 403. */
export async function forbid(simulator: string, path: string): Promise<void> {
  const body = JSON.stringify({ match: { method: 'POST', path }, fault: { kind: '403' } });
  await fetch(`${simulator}/_sim/faults`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
}
