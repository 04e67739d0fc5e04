import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { named, startSimulator } from '../index.js';
import type { Simulator } from '../index.js';
import { contract } from '../wire/json.js';
import { logKeyOf, logOf, post, run } from './billing-client.js';
import { execute, login } from './client.js';
import type { Client } from './client.js';

let sim: Simulator;
let api: Client;
let members: string[];

beforeEach(async () => {
  sim = await startSimulator({ parties: 0 });
  api = await login(sim);
  members = sim.world.addMembers(3, { paidThru: '2020-12-31' });
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

/** Only these are paid through an earlier day. */
const due = { EffectiveDate: '2021-01-01T00:00:00' };
const billed = (): unknown[] => sim.ledger.filter((one) => one.kind === 'renewal.billed').map((one) => one.partyId);

async function paidUp(): Promise<void> {
  for (const partyId of [named.debtor, named.autoPayer, named.pendingPayer, named.company]) {
    for (const invoice of sim.world.invoicesOf(partyId)) {
      if (invoice.balance.minus(invoice.pending).gt(0)) sim.staff.payInvoice(invoice.invoiceId, 'OFFICE');
    }
  }
  sim.staff.postPayments();
}

describe('Run', () => {
  beforeEach(paidUp);

  it('bills everybody who is due and leaves a batch', async () => {
    const reply = await run(api, due);
    expect(billed()).toEqual(members);
    const log = await logOf(api, 'run-1');
    expect(log).toMatchObject({ BillingLogKey: logKeyOf(reply), Status: 4 });
    const { body: batch } = await api.get(`/api/BatchSummary?EntityId=${String(log.BatchId)}`);
    expect(batch).toMatchObject({ BatchId: log.BatchId, TransactionCount: 3, ActualAmount: { Amount: 285 } });
    expect(sim.world.party(members[0] ?? '')).toMatchObject({ paidThru: '2020-12-31', renewedThru: '2021-12-31' });
    await post(api, log.BatchId);
    expect((await logOf(api, 'run-1')).Status).toBe(2);
    expect((await api.get(`/api/BatchSummary/${String(log.BatchId)}`)).body.BatchStatus).toBe(4);
  });

  it('bills who has not paid once more when it is run again', async () => {
    await run(api, { ...due, BillingRunName: 'a' });
    await run(api, { ...due, BillingRunName: 'b' });
    expect(billed()).toEqual([...members, ...members]);
    sim.switches.runBillsUnpaidAgain = false;
    const third = await run(api, { ...due, BillingRunName: 'c' });
    expect(third.body).toMatchObject({ IsValid: true, Messages: { $values: ['No bills were generated.'] } });
    expect(billed()).toHaveLength(6);
  });

  it('goes on after the call when the tenant runs it in the background', async () => {
    sim.switches.billingRunMs = 60;
    const reply = await run(api, due);
    expect(reply.body.IsValid).toBe(true);
    expect((await logOf(api, 'run-1')).Status).toBeUndefined();
    expect(billed()).toEqual([]);
    await sim.idle();
    expect((await logOf(api, 'run-1')).Status).toBe(4);
    expect(billed()).toEqual(members);
  });

  it('fails half way on a word of the staff', async () => {
    sim.switches.billingRunMs = 60;
    sim.staff.failBillingRun(logKeyOf(await run(api, due)), { afterRows: 2 });
    await sim.idle();
    expect((await logOf(api, 'run-1')).Status).toBe(3);
    expect(billed()).toEqual(members.slice(0, 2));
  });

  it('bills one chapter, or only who pays by AutoPay', async () => {
    const [inEast] = sim.world.addMembers(1, { paidThru: '2020-12-31', chapter: 'EAST' });
    const options = { $type: contract('Commerce', 'BillingAdditionalOptionsData'), ProcessSpecificChapter: true };
    await run(api, { ...due, BillingRunName: 'east', ChapterCode: 'EAST', AdditionalOption: options });
    expect(billed()).toEqual([inEast]);
    await run(api, { ...due, BillingRunName: 'auto', AutoPayOption: 2 });
    expect(billed()).toEqual([inEast]);
    await run(api, { ...due, BillingRunName: 'others', AutoPayOption: 3 });
    expect(billed()).toHaveLength(5);
  });

  it('makes numbered invoices of an accrual cycle at posting', async () => {
    await run(api, { ...due, BillingCycleId: 'Accrual Membership Fees' });
    const [partyId = ''] = members;
    expect(sim.world.invoicesOf(partyId)).toEqual([]);
    await post(api, (await logOf(api, 'run-1')).BatchId);
    expect(sim.world.invoicesOf(partyId)).toMatchObject([{ invoiceId: expect.stringMatching(/^\d+$/) }]);
    expect((await api.get(`/api/Subscription/~${partyId}|REG`)).body.AccountingMethod).toBe(1);
  });
});

describe('dates', () => {
  it('of RunDefaultDateGeneration bill nobody', async () => {
    const data = { $type: contract('Commerce', 'LegacyBillingData'), IsRenewal: true, BillingCycleId: 'Chapter Fees' };
    const request = execute('LegacyBilling', 'RunDefaultDateGeneration', data);
    const { body } = await api.post('/api/LegacyBilling/_execute', request);
    expect(body).toMatchObject({ $type: contract('Commerce', 'LegacyBillingData'), RunDate: expect.any(String) });
    expect(billed()).toEqual([]);
  });
});

describe('LegacyBillingCycle', () => {
  it('is listed and found by an id with spaces, both ways', async () => {
    const { body } = await api.get('/api/LegacyBillingCycle');
    expect(body.Items.$values.map((one) => one.LegacyBillingCycleId)).toEqual([
      'Regular Membership Fees',
      'Chapter Fees',
      'Accrual Membership Fees',
      'Anniversary Membership Fees',
      'Non-Member Subscriptions',
      'New Member Fees',
    ]);
    for (const path of ['/Regular%20Membership%20Fees', '?EntityId=Regular+Membership+Fees']) {
      expect((await api.get(`/api/LegacyBillingCycle${path}`)).body).toMatchObject({
        Name: 'Regular Membership Fees',
        AccountingMethod: 1,
        BillingIntervalType: 1,
        DuesItemsToBill: {
          $values: [
            { Name: 'REG', Value: 'REG' },
            { Name: 'CORP', Value: 'CORP' },
          ],
        },
      });
    }
    expect((await api.get('/api/LegacyBillingCycle/None')).status).toBe(404);
    const accrual = await api.get('/api/LegacyBillingCycle?AccountingMethod=2');
    expect(accrual.body.TotalCount).toBe(1);
  });
});
