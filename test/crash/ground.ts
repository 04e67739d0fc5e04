/** The real Temporal server that a matrix runs against. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { startDevServer } from '../../client/temporal/dev-server.js';
import { ensureTemporal } from '../../client/temporal/ensure.js';
import type { Ground } from './lane.js';
import { ROOT } from './processes.js';
import { buildWorkerFile, removeWorkerFiles } from './worker-file.js';

/** Starts the server, runs, and ends it whatever comes. */
export async function onGround<T>(run: (ground: Ground) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), 'duesflow-crash-'));
  const path = await ensureTemporal({ log: (line) => console.error(line) });
  const worker = await buildWorkerFile(ROOT);
  const server = await startDevServer({ path, ui: false });
  const connection = await Connection.connect({ address: server.address });
  try {
    return await run({
      address: server.address,
      client: new Client({ connection }),
      launcher: { root: ROOT, worker, scratch },
    });
  } finally {
    // The connection is left to the process: a wait that was given up may still ask for its next answer.
    await server.stop();
    removeWorkerFiles(ROOT);
    rmSync(scratch, { recursive: true, force: true });
  }
}
