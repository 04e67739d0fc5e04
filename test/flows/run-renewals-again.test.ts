/** A run of renewals that was terminated and is started again: what became of each member stays on file. */
import { dirname } from 'node:path';
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import { parkedSoon } from './import-rows.js';
import { Court, effectiveDate, ledgerOf, linesOf, ownCycle } from './renewals-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { parties: 0 } });
});
afterAll(async () => await bench.close());

test('the lines of the terminated run are kept and named, and the new file has a line for each member of its plan', async () => {
  const court = new Court(bench);
  const cycle = ownCycle(bench, 5);
  const { billingCycleId, members } = cycle;
  const waits = members[1]!;
  bench.sim.faults.add({ operation: 'RunIndividual', contains: `"${waits}"` }, { kind: '403' });
  const input = { billingCycleId, effectiveDate, mode: 'individual' } as const;
  const { workflowId, ended } = await bench.start('runRenewals', input);
  ended.catch(() => undefined);
  const child = `renewMember:${bench.tenant.name}:${waits}:${encodeURIComponent(billingCycleId.toUpperCase())}:${effectiveDate}`;
  await parkedSoon(bench, child);
  while (ledgerOf(bench, cycle, 'renewal.billed').length < 4) await sleep(20);
  await bench.client.workflow.getHandle(workflowId).terminate('by hand');

  // Its window is at work until the last of its members has ended.
  const again = await court.start(input);
  expect((await parkedSoon(bench, workflowId)).parked).toMatchObject({ step: 'renew members', why: expect.stringContaining('runs already') as unknown });
  await bench.decide(child, 'retry', {});
  await bench.client.workflow.getHandle(`${workflowId}:window`).result();
  await bench.decide(workflowId, 'retry', {});
  const report = await again.ended;
  expect(report).toMatchObject({ verdict: 'completed', result: { members: 1, renewed: 1, plan: { alreadyBilled: 4 } } });

  const file = String(report.result['resultsFile']);
  const [earlier] = (await readdir(dirname(file))).map((name) => `${dirname(file)}/${name}`).filter((one) => one !== file);
  expect(report.notes).toEqual([expect.stringContaining(earlier!)]);
  expect(await linesOf(file)).toMatchObject([{ partyId: waits, status: 'renewed' }]);
  const kept = await linesOf(earlier);
  expect(kept.map((line) => line['partyId']).sort()).toEqual([...members].sort());
  expect(kept.every((line) => line['status'] === 'renewed')).toBe(true);
  expect(ledgerOf(bench, cycle, 'renewal.billed')).toHaveLength(5);
  await court.judge();
});
