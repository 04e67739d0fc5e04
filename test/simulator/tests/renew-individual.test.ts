import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { named, startSimulator } from '../index.js';
import type { Simulator } from '../index.js';
import { contract } from '../wire/json.js';
import { logKeyOf, logOf, post, runIndividual } from './billing-client.js';
import { comboOrder, login } from './client.js';
import type { Client } from './client.js';

let sim: Simulator;
let api: Client;
let partyId: string;

beforeEach(async () => {
  sim = await startSimulator();
  api = await login(sim);
  [partyId = ''] = sim.world.addMembers(1, { paidThru: '2025-12-31' });
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

const ours = (): string[] => sim.ledger.filter((one) => one.user === 'duesflow').map((one) => one.kind);

describe('RunIndividual', () => {
  it('bills the next term and leaves its trace, legacy cash', async () => {
    const reply = await runIndividual(api, partyId);
    expect(reply).toMatchObject({
      status: 200,
      body: {
        $type: contract('Commerce', 'LegacyBillingResultsData'),
        IsValid: true,
        LegacyBillingDataUsedByService: { BillingRunName: 'run-1', IsRenewal: true },
      },
    });
    const key = logKeyOf(reply);
    const invoiceId = `CASH:${partyId}:${key}`;
    const row = { BillBegin: '2026-01-01T00:00:00', BillThrough: '2026-12-31T00:00:00', InvoiceId: invoiceId };
    expect((await api.get(`/api/Subscription/~${partyId}|REG`)).body).toMatchObject(row);
    expect(sim.world.party(partyId)).toMatchObject({ paidThru: '2025-12-31', renewedThru: '2026-12-31' });
    expect(sim.world.party(partyId)?.joinDate).toBe('2025-01-01');
    const invoice = await api.get(`/api/InvoiceSummary?EntityId=${invoiceId}`);
    expect(invoice.body).toMatchObject({ InvoiceId: invoiceId, Balance: { Amount: 95 }, InvoicePurpose: 9 });
    expect(await logOf(api, 'run-1')).toMatchObject({
      BillingLogKey: key,
      BillingCycleName: 'Regular Membership Fees',
      EffectiveDate: '2026-01-01T00:00:00',
      Status: 2,
    });
    const item = { BillingPartyId: partyId, BillingItemId: 'REG', BillAmount: { Amount: 95 } };
    expect((await api.get(`/api/BillingLogItem?BillingLogKey=${key}`)).body.Items.$values).toMatchObject([item]);
    expect((await api.get(`/api/BillingLogItem/~${key}|${partyId}|REG`)).body).toMatchObject(item);
    expect((await api.get(`/api/BillingLog/${key}`)).body.BillingRunName).toBe('run-1');
    for (const kind of ['renewal.run', 'renewal.billed', 'subscription.termAdded', 'batch.posted']) {
      expect(ours().filter((one) => one === kind)).toHaveLength(1);
    }
  });

  it('takes the place of the former invoice; paying the new one moves PaidThru', async () => {
    await runIndividual(api, partyId, { BillingRunName: 'a' });
    const former = sim.world.subscription(partyId, 'REG')?.invoiceId ?? '';
    await runIndividual(api, partyId, { BillingRunName: 'b' });
    const present = sim.world.subscription(partyId, 'REG')?.invoiceId ?? '';
    expect((await api.get(`/api/InvoiceSummary/${former}`)).status).toBe(404);
    const { body } = await api.get(`/api/InvoiceSummary/${present}`);
    // The unpaid term is carried over.
    expect(body.Balance.Amount).toBe(190);
    await api.post('/api/ComboOrder', comboOrder(partyId, [body], 190, 'R'));
    expect(sim.world.party(partyId)?.paidThru).toBe('2027-12-31');
  });

  it('bills who was billed and has not paid once more, unless the tenant does not', async () => {
    await runIndividual(api, partyId, { BillingRunName: 'a' });
    sim.switches.runBillsUnpaidAgain = false;
    expect((await runIndividual(api, partyId, { BillingRunName: 'b' })).body.IsValid).toBeUndefined();
    sim.switches.runBillsUnpaidAgain = true;
    expect((await runIndividual(api, partyId, { BillingRunName: 'b' })).body.IsValid).toBe(true);
    expect(sim.world.subscription(partyId, 'REG')?.billThrough).toBe('2027-12-31');
  });

  it('leaves a batch where single renewals need one, unless the cycle says otherwise', async () => {
    sim.switches.postSingleRenewals = 'required';
    await runIndividual(api, partyId, { BillingRunName: 'a' });
    const log = await logOf(api, 'a');
    expect(log).toMatchObject({ Status: 4, BatchId: expect.stringMatching(/^261101-\d+$/) });
    expect((await api.get(`/api/BatchSummary/${String(log.BatchId)}`)).body.BatchStatus).toBeUndefined();
    expect(sim.world.subscription(partyId, 'REG')?.invoiceId).toMatch(/^CASH:/);
    const cycle = { $type: contract('Commerce', 'LegacyBillingCycleData'), UseSelectedAccountingBatch: true };
    await runIndividual(api, partyId, { BillingRunName: 'b', BillingCycle: cycle });
    expect((await logOf(api, 'b')).Status).toBe(2);
  });

  it('has a persisted invoice only after the posting of its batch', async () => {
    Object.assign(sim.switches, { invoices: 'persisted', postSingleRenewals: 'required' });
    await runIndividual(api, partyId);
    expect(sim.world.subscription(partyId, 'REG')).toMatchObject({ billThrough: '2026-12-31', billedAmount: '95.00' });
    expect(sim.world.invoicesOf(partyId)).toEqual([]);
    expect(ours()).not.toContain('invoice.created');
    expect((await post(api, (await logOf(api, 'run-1')).BatchId)).status).toBe(200);
    const [invoice] = sim.world.invoicesOf(partyId);
    expect(invoice?.invoiceId).toMatch(/^\d+$/);
    expect((await api.get(`/api/Subscription/~${partyId}|REG`)).body.InvoiceId).toBe(invoice?.invoiceId);
  });

  it.each([
    ['persisted', 'atRun', true],
    ['persisted', 'byKind', false],
    ['legacy', 'byKind', true],
    ['legacy', 'atPost', false],
  ] as const)('%s, %s: an invoice before the posting is %s', async (invoices, renewalInvoice, early) => {
    Object.assign(sim.switches, { invoices, renewalInvoice, postSingleRenewals: 'required' });
    await runIndividual(api, partyId);
    expect(sim.world.invoicesOf(partyId)).toHaveLength(early ? 1 : 0);
    await post(api, (await logOf(api, 'run-1')).BatchId);
    expect(sim.world.invoicesOf(partyId)).toHaveLength(1);
    expect(ours().filter((kind) => kind === 'invoice.created')).toHaveLength(1);
  });
});

describe('a refusal sits inside a 200', () => {
  it.each([
    ['cycle', {}, { BillingCycleId: 'None' }, 'None does not exist'],
    ['effective date', {}, { EffectiveDate: null }, 'effective date'],
    ['renewal flag', {}, { IsRenewal: undefined }, 'Only renewals'],
    ['party that is paid', {}, { EffectiveDate: '2025-06-01T00:00:00' }, 'No bill'],
  ])('%s', async (_what, _x, members, message) => {
    const { status, body } = await runIndividual(api, partyId, members);
    expect(status).toBe(200);
    expect(body.IsValid).toBeUndefined();
    expect(body).toMatchObject({ HasMessages: true, Messages: { $values: [expect.stringContaining(message)] } });
    expect(ours().filter((kind) => kind.startsWith('renewal.'))).toEqual([]);
  });

  it('a run name that was used, where it must be unique', async () => {
    sim.switches.billingRunNameUnique = true;
    await runIndividual(api, partyId);
    const again = await runIndividual(api, named.debtor, { EffectiveDate: '2030-01-01T00:00:00' });
    expect(again.body.IsValid).toBeUndefined();
    expect(again.body.Messages).toMatchObject({ $values: ['The bill run name must be unique.'] });
  });

  it('but unknown members and a missing party id are 400', async () => {
    expect((await runIndividual(api, partyId, { Extra: 1 })).status).toBe(400);
    expect((await runIndividual(api, '')).status).toBe(400);
    expect((await runIndividual(api, 'nobody')).body.IsValid).toBeUndefined();
  });
});
