import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allFindings, check, named, startSimulator } from '../index.js';
import type { CheckResult, FlowCase, FlowReport, InvoiceKind, Simulator, Snapshot } from '../index.js';
import { contract } from '../wire/json.js';
import { amountOf, comboOrder, execute, groupMember, login, subscription } from './client.js';
import type { Client } from './client.js';

let sim: Simulator;
let api: Client;
let before: Snapshot;

async function start(invoices: InvoiceKind): Promise<void> {
  sim = await startSimulator({ switches: { invoices } });
  api = await login(sim);
  before = sim.snapshot();
}
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

function judge(...reports: FlowCase[]): CheckResult {
  return check({ before, after: sim.snapshot(), ledger: sim.ledger, reports });
}

const enrolment = (report: Partial<FlowReport>, partyId: string = named.newMember): FlowCase => ({
  report: { flow: 'enrolMember', workflowId: 'enrol:1', state: 'closed', ...report },
  input: {
    partyId,
    itemId: 'REG',
    beginDate: '2026-01-01',
    chapter: 'EAST',
    payment: { methodId: 'CASH', reference: 'R1' },
  },
});

/** Does over HTTP what an enrolment does; `pay` false stops before the payment. */
async function enrol(pay = true, partyId: string = named.newMember): Promise<string> {
  await api.post('/api/GroupMember', groupMember(partyId, 'CHAPT/EAST'));
  const made = await api.post(
    '/api/Subscription',
    subscription({ PartyId: partyId, ItemId: 'REG', BeginDate: '2026-01-01T00:00:00' }),
  );
  const { InvoiceId } = made.body;
  if (!pay) return InvoiceId;
  const { body } = await api.get(`/api/InvoiceSummary/${InvoiceId}`);
  await api.post('/api/ComboOrder', comboOrder(partyId, [body], 95, 'R1'));
  return InvoiceId;
}

/** Takes an unpaid enrolment back. */
async function undo(invoiceId: string): Promise<void> {
  if (sim.switches.invoices === 'persisted') {
    const parameter = {
      $type: contract('Commerce', 'InvoiceActionCashReversalData'),
      InvoiceId: invoiceId,
      DoNotCancelMembership: true,
    };
    await api.post('/api/Invoice/_execute', execute('Invoice', 'ProcessCashReversal', parameter));
  }
  const row = {
    PartyId: named.newMember,
    ItemId: 'REG',
    Status: 1,
    CancelledAsOf: '2026-01-01T00:00:00',
    BilledAmount: amountOf(0),
  };
  await api.put('/api/Subscription/~12345|REG', subscription(row));
  await api.delete('/api/GroupMember?EntityId=CHAPT/EAST:12345');
}

const done = { outcome: 'done', owner: 'us' };
const steps = [
  { name: 'join chapter', ...done },
  { name: 'create subscription', ...done },
  { name: 'pay and confirm', ...done },
];

describe.each(['legacy', 'persisted'] as const)('a run on %s invoices', (invoices) => {
  beforeEach(() => start(invoices));

  it('has no finding when the report is honest', async () => {
    const invoiceId = await enrol();
    const result = {
      billBegin: '2026-01-01',
      billThrough: '2026-12-31',
      balance: '0.00',
      paidThru: '2026-12-31',
      chapter: 'EAST',
    };
    expect(allFindings(judge(enrolment({ verdict: 'completed', ids: { invoiceId }, result, steps })))).toEqual([]);
    expect(allFindings(judge(enrolment({ state: 'parked', verdict: null, steps })))).toEqual([]);
  });

  it('has no finding when everything was taken back', async () => {
    await undo(await enrol(false));
    expect(allFindings(judge(enrolment({ verdict: 'compensated' })))).toEqual([]);
  });

  it('finds what stands behind every denial', async () => {
    await enrol();
    const { orphans, falseWords } = judge(enrolment({ verdict: 'compensated' }));
    const all = orphans.map((one) => one.sentence).join(' ');
    for (const word of ['to REG from 2026-01-01 stands', 'Payment 300', 'is in CHAPT/EAST'])
      expect(all).toContain(word);
    expect(falseWords).toHaveLength(3);
  });

  it('finds a late effect that lands after the undo', async () => {
    await undo(await enrol(false));
    sim.faults.add({ method: 'POST', path: '/api/Subscription' }, { kind: 'late', lateMs: 30 });
    const again = { PartyId: named.newMember, ItemId: 'REG', BeginDate: '2026-01-01T00:00:00' };
    await expect(api.post('/api/Subscription', subscription(again))).rejects.toBeDefined();
    expect(allFindings(judge(enrolment({ verdict: 'compensated' })))).toEqual([]);
    await sim.idle();
    expect(judge(enrolment({ verdict: 'compensated' })).orphans).not.toEqual([]);
  });

  it('finds a payment made twice', async () => {
    const invoiceId = await enrol();
    const { body } = await api.get(`/api/InvoiceSummary/${invoiceId}`);
    await api.post('/api/ComboOrder', comboOrder(named.newMember, [body], 95, 'R1'));
    const { duplicates } = judge(enrolment({ verdict: 'completed', steps }));
    expect(duplicates.map((one) => one.sentence)).toEqual([
      expect.stringContaining('paid twice with reference "R1"'),
      expect.stringContaining('95.00 more than was owed'),
    ]);
  });

  it('finds a chapter of years that an undo removed', async () => {
    await api.delete(`/api/GroupMember?EntityId=CHAPT/EAST:${named.longMember}`);
    const { undoneBefore } = judge(enrolment({ verdict: 'compensated' }, named.longMember));
    expect(undoneBefore.map((one) => one.sentence)).toEqual([
      expect.stringContaining('was in CHAPT/EAST before'),
      expect.stringContaining('Chapter of party 23215'),
      expect.stringContaining('to CHAPT/EAST that was there before has changed'),
    ]);
  });

  it('finds that a new term on an old row was not taken back', async () => {
    const sale = { PartyId: named.longMember, ItemId: 'JOUR', BeginDate: '2026-12-01T00:00:00' };
    const made = await api.post('/api/Subscription', subscription(sale));
    expect(made.status).toBe(201);
    await api.put(
      `/api/Subscription/~${named.longMember}|JOUR`,
      subscription({ ...sale, BeginDate: null, Status: 1, BilledAmount: amountOf(0) }),
    );
    const report = { flow: 'purchaseSubscription', state: 'closed', verdict: 'compensated' };
    const input = { partyId: named.longMember, itemId: 'JOUR', beginDate: '2026-12-01' };
    expect(judge({ report, input }).undoneBefore).toHaveLength(1);
    const former = before.subscriptions[`${named.longMember}|JOUR`];
    const back = {
      ...sale,
      BeginDate: null,
      Status: 0,
      BillBegin: former?.billBegin,
      BillThrough: former?.billThrough,
    };
    await api.put(`/api/Subscription/~${named.longMember}|JOUR`, subscription(back));
    expect(judge({ report, input }).undoneBefore).toEqual([]);
  });
});
