/** A Temporal server of its own that can be killed and started again on the same state, on the same port. */
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { startDevServer, type DevServer } from '../../client/temporal/dev-server.js';
import { ensureTemporal } from '../../client/temporal/ensure.js';
import type { Ground } from './lane.js';

export interface RestartGround extends Ground {
  /** SIGKILL, and up again. */
  restart(): Promise<void>;
}

/** Starts the server with its state in a file, runs, and ends it whatever comes. */
export async function onRestartGround<T>({ launcher }: Ground, run: (ground: RestartGround) => Promise<T>): Promise<T> {
  const path = await ensureTemporal({ log: (line) => console.error(line) });
  const start = (): Promise<DevServer> => startDevServer({ path, ui: false, stateDir: join(launcher.scratch, 'temporal') });
  let server = await start();
  const { address } = server;
  try {
    const connection = await Connection.connect({ address });
    return await run({
      address,
      client: new Client({ connection }),
      launcher,
      async restart() {
        process.kill(server.pid, 'SIGKILL');
        await server.ended;
        server = await start();
        if (server.address !== address) throw new Error(`the server came up at ${server.address}, not at ${address}`);
      },
    });
  } finally {
    await server.stop();
  }
}
