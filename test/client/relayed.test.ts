/** Inputs that only the worker can read: started under another id, followed to the flow of their key. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDuesflow, readKey, type Duesflow } from '../../client/index.js';
import { openBench, type Bench } from '../setup/bench.js';

let bench: Bench;
let duesflow: Duesflow;
let files: Server;
let rows: string[];
let answering: Promise<void>;
let answer: () => void;

beforeAll(async () => {
  bench = await openBench({ simulator: { parties: 0 } });
  duesflow = createDuesflow({ client: bench.client, taskQueue: bench.taskQueue });
  answering = new Promise((resolve) => (answer = resolve));
  files = createServer((_request, response) => void answering.then(() => response.end(rows.join('\n')))).listen(0, '127.0.0.1');
  await new Promise((resolve) => files.once('listening', resolve));
});
afterAll(async () => {
  await bench.close();
  files.close();
});

test('the rows of an address: one import with those of the same rows given otherwise', async () => {
  const [partyId] = bench.sim.world.addMembers(1, { paidThru: '2025-12-31' });
  rows = [
    'PartyId,ProductCode,TransactionDate,BillBeginDate,BillThruDate,BilledAmount,PaidAmount',
    `${partyId},REG,2026-01-01,2026-01-01,2026-12-31,95.00,0`,
  ];
  const file = `http://127.0.0.1:${(files.address() as AddressInfo).port}/dues.csv`;
  const tenant = bench.tenant.name;
  const started = await duesflow.start('importDues', { tenant, file });
  expect(started.workflowId).toMatch(/^importDues:.*:unread:http:/);
  await expect(started.report()).rejects.toMatchObject({ name: 'StillReading' });
  answer();
  const report = await started.result();
  const row = { partyId, productCode: 'REG', transactionDate: '2026-01-01', billBegin: '2026-01-01', billThrough: '2026-12-31' };
  const inline = { tenant, rows: [{ ...row, billedAmount: '95', paidAmount: '0' }] };
  expect(report).toMatchObject({ workflowId: await readKey('importDues', inline), verdict: 'completed', result: { imported: 1 } });
  expect(await started.report()).toMatchObject({ workflowId: report.workflowId, verdict: 'completed' });
  expect(await duesflow.start('importDues', inline)).toMatchObject({ earlier: true, workflowId: report.workflowId });
});
