/** Billing cycles, runs, their log and their batches against the simulator. */
import { describe, expect, test } from '@jest/globals';
import { postBatch, readBatch } from '../../../activities/imis/batch.js';
import { readBillingCycle } from '../../../activities/imis/billing-cycle.js';
import {
  type BillingLogItem,
  findBillingLogs,
  listBillingLogItems,
  readBillingLog,
} from '../../../activities/imis/billing-log.js';
import { type LegacyBilling, runBilling, runIndividual } from '../../../activities/imis/legacy-billing.js';
import { readParty, readPartyDates } from '../../../activities/imis/party.js';
import { named } from '../../simulator/index.js';
import { firstDay, lastDay, simulated } from './simulated.js';

const one = simulated();
const cycleId = 'Regular Membership Fees';
/** A name with all that needs care in a filter but a bar. */
const runName = 'df: renewal — 2026 (party & more) +1';

const billing = (more: Partial<LegacyBilling> = {}): LegacyBilling => ({
  billingCycleId: cycleId,
  effectiveDate: firstDay,
  runDate: firstDay,
  runName,
  ...more,
});

async function items(billingLogKey: string, partyId?: string): Promise<BillingLogItem[]> {
  const found: BillingLogItem[] = [];
  await listBillingLogItems(one.imis, { billingLogKey, partyId }, (rows) => void found.push(...rows));
  return found;
}

/** The key of the only run of the name. */
async function onlyRun(): Promise<string> {
  const logs = await findBillingLogs(one.imis, { runName });
  expect(logs).toHaveLength(1);
  return logs[0]?.billingLogKey ?? '';
}

test('a billing cycle', async () => {
  expect(await readBillingCycle(one.imis, cycleId)).toMatchObject({
    cycleId,
    accounting: 'cash',
    items: ['REG', 'CORP'],
    isMembershipBilling: true,
  });
  expect(await readBillingCycle(one.imis, 'Accrual Membership Fees')).toMatchObject({ accounting: 'accrual' });
  expect(await readBillingCycle(one.imis, 'No such cycle')).toBeUndefined();
});

describe('a run of one party', () => {
  test('is found again in the log, with what it billed', async () => {
    expect(await findBillingLogs(one.imis, { runName })).toEqual([]);
    const answer = await runIndividual(one.imis, billing(), named.mover);
    const key = await onlyRun();
    expect(answer).toMatchObject({ kind: 'ok', body: { valid: true, billingLogKey: key } });
    expect(await readBillingLog(one.imis, key)).toMatchObject({
      runName,
      cycleName: cycleId,
      effectiveDate: firstDay,
      status: 'Completed',
    });
    const billed = {
      partyId: named.mover,
      itemId: 'REG',
      billToPartyId: named.mover,
      billBegin: firstDay,
      billThrough: lastDay,
      amount: '95.00',
    };
    expect(await items(key)).toEqual([billed]);
    expect(await items(key, named.mover)).toEqual([billed]);
    expect(await items(key, named.debtor)).toEqual([]);
    expect(await readPartyDates(one.imis, named.mover)).toMatchObject({ renewedThru: lastDay });
  });

  test.each<[string, Partial<LegacyBilling>, string, RegExp]>([
    ['an unknown cycle', { billingCycleId: 'NOPE' }, named.mover, /cycle NOPE does not exist/],
    ['an unknown party', {}, '99999', /does not exist/],
    ['a member who is not due', { effectiveDate: '2000-01-01' }, named.mover, /No bill was generated/],
  ])('of %s is refused with its reason, and leaves no log', async (_what, more, partyId, message) => {
    expect(await runIndividual(one.imis, billing(more), partyId)).toMatchObject({
      kind: 'rejected',
      sent: true,
      message: expect.stringMatching(message),
    });
    expect(await findBillingLogs(one.imis, { runName })).toEqual([]);
  });

  test('of a name that was used is refused where names are unique, and found twice where they are not', async () => {
    await runIndividual(one.imis, billing(), named.mover);
    one.sim.switches.billingRunNameUnique = true;
    expect((await runIndividual(one.imis, billing(), named.debtor)).kind).toBe('rejected');
    one.sim.switches.billingRunNameUnique = false;
    expect((await runIndividual(one.imis, billing(), named.debtor)).kind).toBe('ok');
    expect(await findBillingLogs(one.imis, { runName })).toHaveLength(2);
  });
});

describe('a run of all', () => {
  test('leaves a batch, which is posted', async () => {
    one.sim.switches.invoices = 'persisted';
    expect(await runBilling(one.imis, billing())).toMatchObject({ kind: 'ok', body: { valid: true } });
    const key = await onlyRun();
    const log = await readBillingLog(one.imis, key);
    expect(log?.status).toBe('UnPostedBatch');
    const billed = await items(key);
    expect(billed.map((item) => item.partyId)).toEqual(expect.arrayContaining([named.mover, named.debtor]));
    const batch = await readBatch(one.imis, log?.batchId ?? '');
    expect(batch).toMatchObject({ batchId: log?.batchId, transactionCount: billed.length });
    expect(batch?.status).not.toBe('Completed');
    expect((await postBatch(one.imis, batch?.batchId ?? '')).kind).toBe('ok');
    expect(await readBatch(one.imis, batch?.batchId ?? '')).toMatchObject({ status: 'Completed' });
    expect(await readBillingLog(one.imis, key)).toMatchObject({ status: 'Completed' });
  });

  test('of one chapter bills its members only', async () => {
    await runBilling(one.imis, billing({ chapter: 'WEST', doNotProrate: true, doNotApplyCredits: true }));
    const billed = await items(await onlyRun());
    expect(billed.map((item) => item.partyId)).toContain(named.mover);
    for (const { partyId } of billed) expect(await readParty(one.imis, partyId)).toMatchObject({ chapter: 'WEST' });
  });

  test('of a batch that is not there', async () => {
    expect(await readBatch(one.imis, '000101-9')).toBeUndefined();
    expect((await postBatch(one.imis, '000101-9')).kind).toBe('absent');
  });
});
