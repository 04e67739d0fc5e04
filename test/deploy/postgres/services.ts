/** Services of the Compose file, run here: with the words and the environment that stand there, at places of this machine. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcess, type ServerProcess } from '../../../client/temporal/server-process.js';
import { commandOf, type Service } from '../compose.js';

/** What it is called in a container, and what here. */
export type Places = Record<string, string>;

export interface Ground {
  places: Places;
  /** Beside what the file says; wins. */
  env?: NodeJS.ProcessEnv;
  cwd: string;
}

/** What is left of a container would be looked for on this machine. */
const OF_A_CONTAINER = /\/run\/secrets|\/etc\/temporal|\/home\/node|\btemporal:7233/;

function here(text: string, places: Places): string {
  const said = Object.entries(places).reduce((so, [there, at]) => so.replaceAll(there, at), text);
  if (OF_A_CONTAINER.test(said)) throw new Error(`no place is known here for: ${said}`);
  return said;
}

const wordsOf = (service: Service, { places }: Ground): [string, ...string[]] =>
  commandOf(service).map((word) => here(word, places)) as [string, ...string[]];

const environmentOf = ({ environment = {} }: Service, { places, env }: Ground): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, here(String(value), places)])),
  ...env,
});

const onlyThese = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

/** Runs a service that ends by itself, again and again as its restart rule says. @throws {Error} with what it said. */
export async function runToEnd(service: Service, ground: Ground): Promise<void> {
  const again = Number(/^on-failure:(\d+)$/.exec(service.restart ?? '')?.[1] ?? 0);
  const [program, ...words] = wordsOf(service, ground);
  for (let attempt = 0; ; attempt++) {
    const child = spawn(program, words, { cwd: ground.cwd, env: { ...onlyThese, ...environmentOf(service, ground) } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code === 0) return;
    if (attempt === again) throw new Error(`It ended with code ${code}: ${said.trim().split('\n').slice(-12).join('\n')}`);
    await sleep(1000 * (attempt + 1));
  }
}

/** Starts a service that goes on. `node` is the one that runs us. */
export function start(name: string, service: Service, ground: Ground, logFile: string): Promise<ServerProcess> {
  const [program, ...words] = wordsOf(service, ground);
  const env = { ...onlyThese, ...environmentOf(service, ground) };
  return startProcess(program === 'node' ? process.execPath : program, words, logFile, 'SIGTERM', { name, cwd: ground.cwd, env });
}

/** Does its health check pass? */
export async function isHealthy({ healthcheck }: Service, ground: Ground): Promise<boolean> {
  const [, , flag, script] = healthcheck!.test as [string, string, string, string];
  const child = spawn(process.execPath, [flag, here(script, ground.places)], { stdio: 'ignore' });
  return ((await once(child, 'close')) as [number | null])[0] === 0;
}
