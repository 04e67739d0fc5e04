import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  createDuesflow,
  InputConflict,
  InvalidInput,
  keyOf,
  NeedsALook,
  type Duesflow,
  type InputOf,
} from '../../client/index.js';
import { address, problemOf } from './support.js';

const taskQueue = `client-${randomUUID()}`;
let connection: Connection;
let native: NativeConnection;
let worker: Worker;
let running: Promise<void>;
let client: Client;
let duesflow: Duesflow;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  connection = await Connection.connect({ address: address() });
  native = await NativeConnection.connect({ address: address() });
  client = new Client({ connection });
  duesflow = createDuesflow({ client, taskQueue });
  const workflowsPath = fileURLToPath(new URL('./doubles.ts', import.meta.url));
  worker = await Worker.create({ connection: native, taskQueue, workflowsPath });
  running = worker.run();
});

afterAll(async () => {
  worker.shutdown();
  await running;
  await Promise.all([connection.close(), native.close()]);
});

/** An act of its own: no two tests share a key. `reference` tells the double how to end. */
const purchase = (reference = 'completed'): InputOf<'purchaseSubscription'> => ({
  partyId: randomUUID(),
  itemId: 'REG',
  beginDate: '2026-01-01',
  payment: { methodId: 'CASH', type: 'Cash', maxAmount: '95' },
  reference,
});
const chapter = (reference = 'completed'): InputOf<'changeChapter'> => ({
  partyId: randomUUID(),
  add: 'EAST',
  reference,
});

describe('start', () => {
  test('refuses wrong input before anything is started, and names every member', async () => {
    const input = { partyId: 7, beginDate: '2026-02-30', payment: { methodId: 'CASH', type: 'Cash', colour: 'red' } };
    const problem = await problemOf(duesflow.start('purchaseSubscription', input as never));
    expect(problem).toBeInstanceOf(InvalidInput);
    expect((problem as InvalidInput).problems.map(({ member }) => member)).toEqual([
      'partyId',
      'itemId',
      'beginDate',
      'payment.colour',
    ]);
    expect(problem.message).toContain('payment.colour: is not known');
  });

  test('starts under the business key, findable by party and readable in the Web UI', async () => {
    const input = purchase();
    const flow = await duesflow.start('purchaseSubscription', input);
    expect(flow).toMatchObject({ workflowId: keyOf('purchaseSubscription', input), earlier: false });
    expect(await flow.result()).toMatchObject({ verdict: 'completed' });
    const description = await client.workflow.getHandle(flow.workflowId).describe();
    expect(await description.staticSummary()).toBe(`Subscription REG from 2026-01-01 for party ${input.partyId}`);
    expect(description.searchAttributes).toMatchObject({ Tenant: ['default'], PartyId: [input.partyId] });
  });

  test('answers a repeated start with the earlier flow, however the amount is written', async () => {
    const input = purchase();
    const first = await duesflow.start('purchaseSubscription', input);
    await first.result();
    const again = await duesflow.start('purchaseSubscription', {
      ...input,
      itemId: 'reg',
      payment: { methodId: 'CASH', type: 'Cash', maxAmount: 95.0 },
      requestedBy: 'another service',
    });
    expect(again).toMatchObject({ earlier: true, runId: first.runId, workflowId: first.workflowId });
    expect(again.startedAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await again.report()).toMatchObject({ verdict: 'completed' });
  });

  test('refuses another input under the same key and names the members; an occasion is another act', async () => {
    const input = purchase();
    await duesflow.start('purchaseSubscription', input);
    const other = { ...input, billToPartyId: '9', payment: { methodId: 'CHK', type: 'Cash' as const } };
    const problem = await problemOf(duesflow.start('purchaseSubscription', other));
    expect(problem).toBeInstanceOf(InputConflict);
    expect((problem as InputConflict).members).toEqual(['billToPartyId', 'payment.maxAmount', 'payment.methodId']);
    expect((await duesflow.start('purchaseSubscription', { ...other, occasion: 'gift' })).earlier).toBe(false);
  });

  test.each(['rejected', 'compensated', 'cancelled'])('a once key is free again after %s', async (verdict) => {
    const input = purchase(verdict);
    expect(await duesflow.execute('purchaseSubscription', input)).toMatchObject({ verdict });
    const again = await duesflow.start('purchaseSubscription', {
      ...input,
      reference: 'completed',
      billToPartyId: '9',
    });
    expect(again.earlier).toBe(false);
  });

  test.each(['partly-compensated', 'skipped'])(
    'a once key is not free after %s: a person must look first',
    async (end) => {
      const input = purchase(end);
      await duesflow.execute('purchaseSubscription', input);
      const problem = await problemOf(duesflow.start('purchaseSubscription', { ...input, reference: 'completed' }));
      expect(problem).toBeInstanceOf(NeedsALook);
      expect(problem.cure).toMatch(/duesflow report .*occasion/);
      expect((problem as NeedsALook).report?.verdict).toBe(end === 'skipped' ? 'completed-with-exceptions' : end);
    },
  );

  test('a terminated flow blocks a once key, and its report is still to be had', async () => {
    const input = purchase('parked');
    const flow = await duesflow.start('purchaseSubscription', input);
    await eventually(async () => (await flow.report()).state === 'parked');
    await client.workflow.getHandle(flow.workflowId).terminate();
    const problem = await problemOf(duesflow.start('purchaseSubscription', input));
    expect(problem).toBeInstanceOf(NeedsALook);
    const report = await duesflow.report(flow.workflowId);
    expect(report).toMatchObject({ state: 'closed', verdict: null, notes: [expect.stringContaining('terminated')] });
    expect(report.parked).toBeUndefined();
  });

  test('a state key is used again any time; while it runs a second start joins it', async () => {
    const input = chapter();
    const first = await duesflow.start('changeChapter', input);
    await first.result();
    const second = await duesflow.start('changeChapter', { ...input, reference: 'parked', joinDate: '2026-01-01' });
    expect(second.earlier).toBe(false);
    expect(await duesflow.start('changeChapter', { ...input, joinDate: '2026-01-01' })).toMatchObject({
      earlier: true,
      runId: second.runId,
    });
    await expect(duesflow.start('changeChapter', input)).rejects.toThrow(/another joinDate/);
  });
});

describe('operate', () => {
  test('lists by state and party, and decides on a parked flow with by and why', async () => {
    const input = chapter('parked');
    const { workflowId, result } = await duesflow.start('changeChapter', input);
    const parked = () =>
      all(duesflow.list({ state: 'parked', partyId: input.partyId, flow: 'changeChapter', tenant: 'default' }));
    await eventually(async () => (await parked()).length === 1);
    expect(await parked()).toEqual([expect.objectContaining({ workflowId, state: 'parked', step: 'pay and confirm' })]);

    const decision = { by: 'operator', why: 'looked at it' };
    const refused = await problemOf(duesflow.repair(workflowId, 'skip', decision));
    expect(refused.message).toBe('skip was refused: a step at the point of no return cannot be skipped');
    expect(refused.exitCode).toBe(2);
    expect(await duesflow.repair(workflowId, 'retry', { ...decision, updateId: 'u-1' })).toBe('retry: accepted');
    expect((await result()).operator).toMatchObject([{ verb: 'retry', ...decision }]);
    expect((await problemOf(duesflow.repair(workflowId, 'retry', decision))).message).toContain('nothing to decide');
  });

  test('many at once: a dry run changes nothing', async () => {
    const inputs = [chapter('parked'), chapter('parked')];
    for (const input of inputs) await duesflow.start('changeChapter', input);
    const query = `PartyId IN (${inputs.map(({ partyId }) => `"${partyId}"`).join(', ')})`;
    await eventually(async () => (await all(duesflow.list({ state: 'parked', query }))).length === 2);
    const options = { by: 'operator', why: 'API is back', ratePerSecond: 100 };
    const outcomes = async (dryRun: boolean) =>
      (await all(duesflow.repairWhere(query, 'retry', { ...options, dryRun }))).map(({ outcome }) => outcome);
    expect(await outcomes(true)).toEqual(['would', 'would']);
    expect(await outcomes(false)).toEqual(['done', 'done']);
  });

  test('a query that cannot be read and a flow that is not there are told plainly', async () => {
    expect((await problemOf(all(duesflow.list({ query: 'Nonsense = 1' })))).exitCode).toBe(2);
    expect((await problemOf(duesflow.report('nowhere'))).message).toBe('There is no flow nowhere.');
  });
});

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

/** Visibility follows within a second. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come to hold within 5 s');
}
