import { expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import { openConnection } from '../../client/connection.js';
import { startDevServer } from '../../client/temporal/dev-server.js';
import { ensureTemporal } from '../../client/temporal/ensure.js';

test('a connection that is closed while a call waits for its next try ends the call, and nothing breaks later', async () => {
  const server = await startDevServer({ path: await ensureTemporal(), ui: false });
  const connection = await openConnection({ address: server.address });
  await server.stop();
  const asked = new Client({ connection }).workflow.getHandle('nobody').describe();
  const told = expect(asked).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 60));
  await connection.close();
  await told;
  // What is thrown by a timer would fail this file.
  await new Promise((resolve) => setTimeout(resolve, 500));
});
