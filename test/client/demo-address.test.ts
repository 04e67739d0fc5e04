/** The demo on a Temporal that runs already: never on one where its worker could take the flows of others. */
import { afterAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoStack } from '../../client/cli/demo/stack.js';
import { connect } from '../../client/connect.js';
import { address, eventually, problemOf } from './support.js';

const ending: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ending.reverse()) await end();
});

test('a namespace with workflows is refused before anything is started', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'duesflow-demo-address-'));
  ending.push(() => rm(folder, { recursive: true }));
  const client = await connect({ address: address() });
  ending.push(() => client.connection.close());
  const workflowId = `somebody-elses:${randomUUID()}`;
  const other = await client.workflow.start('somethingElse', { workflowId, taskQueue: 'nobody' });
  ending.push(() => other.terminate());
  await eventually(() => client.workflow.count(), ({ count }) => count > 0);

  const problem = await problemOf(startDemoStack(folder, folder, ending, address()));
  expect(problem).toMatchObject({ exitCode: 2, cure: expect.stringContaining('--address') });
  expect(problem.message).toMatch(/has \d+ workflows/);
  expect(await readdir(folder)).toEqual([]);
});
