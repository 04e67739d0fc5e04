import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allFindings, check, startSimulator } from '../index.js';
import type { CheckResult, FlowCase, FlowReport, InvoiceKind, Simulator, Snapshot } from '../index.js';
import { logOf, post, run, runIndividual } from './billing-client.js';
import { comboOrder, login } from './client.js';
import type { Client } from './client.js';

let sim: Simulator;
let api: Client;
let before: Snapshot;
let partyId: string;
let other: string;

async function start(invoices: InvoiceKind): Promise<void> {
  sim = await startSimulator({ parties: 0, switches: { invoices } });
  api = await login(sim);
  [partyId = '', other = ''] = sim.world.addMembers(2, { paidThru: '2020-12-31' });
  before = sim.snapshot();
}
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

const effectiveDate = '2021-01-01';
const due = { EffectiveDate: `${effectiveDate}T00:00:00` };
const judge = (...reports: FlowCase[]): CheckResult =>
  check({ before, after: sim.snapshot(), ledger: sim.ledger, reports });
const sentences = (list: { sentence: string }[]): string => list.map((one) => one.sentence).join(' ');

const renewal = (report: Partial<FlowReport>, input: Record<string, unknown> = {}): FlowCase => ({
  report: { flow: 'renewMember', workflowId: 'renew:1', state: 'closed', verdict: 'completed', ...report },
  input: { partyId, billingCycleId: 'Regular Membership Fees', effectiveDate, ...input },
});
const told = (result: Record<string, unknown> = {}): Partial<FlowReport> => ({
  ids: { billingRunName: 'run-1' },
  result: { billed: true, billThrough: '2021-12-31', billedAmount: '95.00', ...result },
});
const runs = (report: Partial<FlowReport>, input: Record<string, unknown> = {}): FlowCase => ({
  report: { flow: 'runRenewals', workflowId: 'run:1', state: 'closed', verdict: 'completed', ...report },
  input: { billingCycleId: 'Regular Membership Fees', effectiveDate, mode: 'bulk', ...input },
});

describe.each(['legacy', 'persisted'] as const)('a renewal on %s invoices', (invoices) => {
  beforeEach(() => start(invoices));

  it('has no finding when the report is honest, open and paid', async () => {
    await runIndividual(api, partyId, due);
    const { invoiceId } = sim.world.subscription(partyId, 'REG') ?? {};
    expect(allFindings(judge(renewal(told({ invoiceId }))))).toEqual([]);
    expect(allFindings(judge(renewal({ state: 'parked', verdict: null })))).toEqual([]);
    const { body } = await api.get(`/api/InvoiceSummary/${String(invoiceId)}`);
    await api.post('/api/ComboOrder', comboOrder(partyId, [body], 95, 'R'));
    const paid = renewal(told({ invoiceId }), { payment: { methodId: 'CASH' } });
    expect(allFindings(judge(paid))).toEqual([]);
    const byRun = runs({}, { mode: 'individual', partyIds: [partyId], payment: { methodId: 'CASH' } });
    expect(allFindings(judge(byRun))).toEqual([]);
  });

  it('finds a member billed once more', async () => {
    await runIndividual(api, partyId, due);
    await runIndividual(api, partyId, { ...due, BillingRunName: 'again' });
    expect(sentences(judge(renewal({})).duplicates)).toContain('billed through 2021-01-01 already');
  });

  it('finds a renewal that no flow accounts for', async () => {
    await runIndividual(api, partyId, due);
    expect(sentences(judge().orphans)).toContain('to REG from 2021-01-01 stands');
    expect(judge(renewal(told(), { partyId: other })).orphans).not.toEqual([]);
    const sale = { flow: 'purchaseSubscription', state: 'closed', verdict: 'completed' };
    const bought = { report: sale, input: { partyId, itemId: 'REG', beginDate: '2021-01-01' } };
    expect(judge(bought).orphans).not.toEqual([]);
    expect(judge(runs({}, { plan: true })).orphans).not.toEqual([]);
  });

  it('finds what a report denies', async () => {
    await runIndividual(api, partyId, due);
    for (const verdict of ['rejected', 'cancelled', 'compensated']) {
      const { falseWords, orphans } = judge(renewal({ verdict, ids: { billingRunName: 'run-1' } }));
      expect(sentences(falseWords)).toContain('denies the renewal of run "run-1"');
      expect(orphans).not.toEqual([]);
    }
    expect(judge(renewal({ verdict: 'rejected' })).falseWords).not.toEqual([]);
    expect(sentences(judge(renewal(told({ billed: false }))).falseWords)).toContain('billed nothing');
  });

  it('finds what a report makes up', async () => {
    expect(sentences(judge(renewal(told())).falseWords)).toContain('no renewal of party');
    expect(sentences(judge(renewal({ result: { billed: false } })).falseWords)).toContain('no row is');
    await runIndividual(api, partyId, due);
    const word = (result: Record<string, unknown>, input = {}): string =>
      sentences(judge(renewal(told(result), input)).falseWords);
    expect(word({ billThrough: '2022-12-31' })).toContain('states billThrough 2022-12-31');
    expect(word({ billedAmount: '96.00' })).toContain('states billedAmount 96.00 but 95.00');
    expect(word({ invoiceId: '1' })).toContain('names invoice 1');
    expect(word({}, { payment: { methodId: 'CASH' } })).toContain('still owed');
    const left = renewal({ ...told(), verdict: 'completed-with-exceptions' }, { payment: { methodId: 'CASH' } });
    expect(judge(left).falseWords).toEqual([]);
  });

  it('lets a flow say that the office has billed already', async () => {
    sim.staff.renew(partyId, { effectiveDate });
    expect(allFindings(judge(renewal({ result: { billed: false } })))).toEqual([]);
  });
});

describe('a run', () => {
  beforeEach(() => start('persisted'));

  it('that bills members who were billed and have not paid bills them once too often', async () => {
    await run(api, due);
    const { duplicates } = judge(runs({ ids: { billingRunName: 'run-1' } }));
    // The four named parties with an open bill of this year.
    expect(new Set(duplicates.map((one) => one.partyId)).size).toBe(4);
  });

  it('is honest when its figures are those of the ledger', async () => {
    sim.switches.runBillsUnpaidAgain = false;
    await run(api, due);
    const log = await logOf(api, 'run-1');
    await post(api, log.BatchId);
    const billed = new Set(sim.ledger.filter((one) => one.kind === 'renewal.billed').map((one) => one.partyId)).size;
    const said = (count: number): CheckResult =>
      judge(runs({ ids: { billingRunName: 'run-1' }, result: { billed: count } }));
    expect(allFindings(said(billed))).toEqual([]);
    for (const wrong of [billed - 1, billed + 1]) {
      expect(sentences(said(wrong).falseWords)).toContain(
        `says that ${wrong} parties were billed, the ledger ${billed}`,
      );
    }
    const denial = judge(runs({ verdict: 'rejected', ids: { billingRunName: 'run-1' } }));
    expect(sentences(denial.falseWords)).toContain(`billed ${billed} parties`);
  });

  it('of single renewals may count what its members say', async () => {
    await runIndividual(api, partyId, due);
    const members = [renewal(told()), renewal({ verdict: 'rejected' }, { partyId: other })];
    const parent = (renewed: number): FlowCase =>
      runs({ verdict: 'completed-with-exceptions', result: { renewed } }, { mode: 'individual' });
    expect(allFindings(judge(parent(1), ...members))).toEqual([]);
    expect(judge(parent(2), ...members).falseWords).not.toEqual([]);
    const counted = runs({ result: { counts: { renewed: 2 } } }, { mode: 'individual' });
    expect(judge(counted, ...members).falseWords).not.toEqual([]);
  });

  it('must not post the entries of others', async () => {
    sim.switches.postSingleRenewals = 'required';
    await runIndividual(api, partyId, due);
    const { BatchId } = await logOf(api, 'run-1');
    sim.staff.addStrangerEntry(String(BatchId));
    expect(allFindings(judge(renewal(told())))).toEqual([]);
    await post(api, BatchId);
    expect(sentences(judge(renewal(told())).orphans)).toContain('posted with entries of others');
  });
});
