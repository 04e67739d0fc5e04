import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allFindings, check, named, startSimulator } from '../index.js';
import type { CheckResult, FlowCase, Simulator, Snapshot } from '../index.js';
import { comboOrder, login, subscription } from './client.js';
import { logKeyOf, runIndividual } from './billing-client.js';
import type { Client } from './client.js';

let sim: Simulator;
let api: Client;
let before: Snapshot;

beforeEach(async () => {
  sim = await startSimulator({ switches: { invoices: 'legacy' } });
  api = await login(sim);
  before = sim.snapshot();
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

const judge = (...reports: FlowCase[]): CheckResult =>
  check({ before, after: sim.snapshot(), ledger: sim.ledger, reports });

describe('a legacy invoice', () => {
  it('may be paid with what was carried over from the term before', async () => {
    const sale = { PartyId: named.debtor, ItemId: 'REG', BeginDate: '2027-01-01T00:00:00' };
    const made = await api.post('/api/Subscription', subscription(sale));
    const { body } = await api.get(`/api/InvoiceSummary/${made.body.InvoiceId}`);
    expect(body.Balance.Amount).toBe(190);
    await api.post('/api/ComboOrder', comboOrder(named.debtor, [body], 190, 'R1'));
    const report = { flow: 'purchaseSubscription', state: 'closed', verdict: 'completed' };
    const input = { partyId: named.debtor, itemId: 'REG', beginDate: '2027-01-01', payment: { reference: 'R1' } };
    expect(allFindings(judge({ report, input }))).toEqual([]);
  });

  it.each(['atRun', 'atPost'] as const)('of a renewal carries what was owed before, and no more (made %s)', async (renewalInvoice) => {
    Object.assign(sim.switches, { renewalInvoice, postSingleRenewals: 'auto' });
    const run = await runIndividual(api, named.debtor, { EffectiveDate: '2027-01-01T00:00:00' });
    const { body } = await api.get(`/api/InvoiceSummary/CASH:${named.debtor}:${logKeyOf(run)}`);
    expect(body.Balance.Amount).toBe(190);
    const report = { flow: 'renewMember', state: 'closed', verdict: 'completed' };
    const input = { partyId: named.debtor, payment: { reference: 'R1' } };
    await api.post('/api/ComboOrder', comboOrder(named.debtor, [body], 190, 'R1'));
    expect(judge({ report, input }).duplicates).toEqual([]);
    // Five more than the term and the debt.
    await api.post('/api/ComboOrder', comboOrder(named.debtor, [{ ...body, Balance: { Amount: 5 } }], 5, 'R2'));
    expect(judge({ report, input }).duplicates).not.toEqual([]);
  });

  it('finds that a purchase paid the lines of others', async () => {
    sim.staff.addSubscription({
      partyId: named.colleagueOne,
      itemId: 'NEWS',
      beginDate: '2026-01-01',
      billToPartyId: named.company,
    });
    before = sim.snapshot();
    const sale = { PartyId: named.company, ItemId: 'JOUR', BeginDate: '2026-01-01T00:00:00' };
    const made = await api.post('/api/Subscription', subscription(sale));
    const { body } = await api.get(`/api/InvoiceSummary/${made.body.InvoiceId}`);
    await api.post('/api/ComboOrder', comboOrder(named.company, [body], body.Balance.Amount ?? 0, 'R1'));
    const { undoneBefore } = judge({
      report: { flow: 'purchaseSubscription', state: 'closed', verdict: 'completed' },
      input: { partyId: named.company, itemId: 'JOUR', beginDate: '2026-01-01', payment: { reference: 'R1' } },
    });
    expect(undoneBefore).toMatchObject([{ partyId: named.colleagueOne, itemId: 'NEWS' }]);
  });
});
