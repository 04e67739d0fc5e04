/** The Temporal server of a soak: its state in a file, stopped and killed and started again on the same ports. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { startDevServer, type DevServer } from '../../client/temporal/dev-server.js';
import { ensureTemporal } from '../../client/temporal/ensure.js';
import type { PlannedRestart } from './plan.js';

export interface RestartedServer {
  address: string;
  client: Client;
  restart(how: PlannedRestart['how'], downMs: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(scratch: string): Promise<RestartedServer> {
  const path = await ensureTemporal({ log: (line) => console.error(line) });
  const start = (): Promise<DevServer> => startDevServer({ path, ui: false, stateDir: join(scratch, 'temporal') });
  let server = await start();
  const { address } = server;
  const connection = await Connection.connect({ address });
  return {
    address,
    client: new Client({ connection }),
    async restart(how, downMs) {
      if (how === 'kill') process.kill(server.pid, 'SIGKILL');
      else await server.stop();
      await server.ended;
      await sleep(downMs);
      server = await start();
      if (server.address !== address) throw new Error(`Temporal came back at ${server.address}, not at ${address}: its port was taken meanwhile`);
    },
    // The connection is left to the process: a call that was given up may still wait for its answer.
    stop: async () => await server.stop(),
  };
}

const PAUSE_MS = 300;
const PATIENCE_MS = 30_000;

/** Asks Temporal, again and again while it is away. What it refuses is thrown at once. */
export async function persistent<T>(ask: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(PAUSE_MS)) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error) || Date.now() > until) throw error;
    }
  }
}

/** No connection, no answer in time, or a connection that was cut; also as the cause of the client's own errors. */
export function isAway(error: unknown): boolean {
  const text = (one: unknown): string => (one instanceof Error ? `${one.name} ${one.message} ${text(one.cause)}` : '');
  return /UNAVAILABLE|DEADLINE|CANCELLED|ECONN|did not answer|No worker took|RPCTimeout|Not enough hosts|Namespace .* not found/i.test(text(error));
}
