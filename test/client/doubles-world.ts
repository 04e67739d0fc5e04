/** The client library against a real server and flows that end as `reference` says (doubles.ts). */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { openConnection } from '../../client/connection.js';
import { createDuesflow, type Duesflow, type InputOf } from '../../client/index.js';
import { address } from './support.js';

export interface Doubles {
  client: Client;
  duesflow: Duesflow;
  close(): Promise<void>;
}

export async function openDoubles(): Promise<Doubles> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const taskQueue = `client-${randomUUID()}`;
  const connection = await openConnection({ address: address() });
  const native = await NativeConnection.connect({ address: address() });
  const client = new Client({ connection });
  const workflowsPath = fileURLToPath(new URL('./doubles.ts', import.meta.url));
  const worker = await Worker.create({ connection: native, taskQueue, workflowsPath });
  const running = worker.run();
  return {
    client,
    duesflow: createDuesflow({ client, taskQueue }),
    async close() {
      worker.shutdown();
      await running;
      await Promise.all([connection.close(), native.close()]);
    },
  };
}

/** An act of its own: no two tests share a key. `reference` tells the double how to end. */
export const purchase = (reference = 'completed'): InputOf<'purchaseSubscription'> => ({
  partyId: randomUUID(),
  itemId: 'REG',
  beginDate: '2026-01-01',
  payment: { methodId: 'CASH', type: 'Cash', maxAmount: '95' },
  reference,
});

export const chapter = (reference = 'completed'): InputOf<'changeChapter'> => ({
  partyId: randomUUID(),
  add: 'EAST',
  reference,
});
