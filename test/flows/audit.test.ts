/** Audits of closed flows: what stands, what the office has changed since, and a word that was never true. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { auditsOf, worded, type Audits } from './audit-world.js';
import { newMember as newYmMember, regular } from './dues-world.js';
import { row } from './import-rows.js';
import { billMe, journal, newBuyer } from './orders-world.js';

let bench: Bench;
let audits: Audits;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
  audits = auditsOf(bench);
});
afterAll(async () => await bench.close());

const newMember = (): string => bench.sim.world.addParty({ customerType: 'M' }).partyId;
const buy = (partyId: string, payment: object = { payment: cash }) => audits.run('purchaseSubscription', { partyId, itemId: 'REG', beginDate: '2026-01-01', ...payment });
const paymentOf = (partyId: string): string => bench.sim.ledger.find((entry) => entry.partyId === partyId && entry.kind === 'payment.applied')!.paymentId!;

test('reports that are true stay so; what the office changes is drift, and what never was is a false word', async () => {
  const { sim } = bench;
  // Left alone.
  await buy(newMember());
  await buy(newMember(), {});
  await audits.run('enrolMember', { partyId: newMember(), itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
  await audits.run('renewMember', { partyId: sim.world.addMembers(1, { paidThru: '2025-12-31' })[0]!, billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01', payment: cash });
  await audits.run('purchaseNonDues', { partyId: newBuyer(bench), items: [journal], payment: cash });
  await audits.run('purchaseNonDues', { partyId: newBuyer(bench), items: [journal], via: 'cart', ...billMe });
  await audits.run('joinMember', { partyId: newBuyer(bench), billingCycleId: 'New Member Fees', items: [{ itemId: 'REG' }], payment: cash });
  await audits.run('ymCreateDues', regular(newYmMember(bench), { payment: { type: 'Check' } }));
  await audits.run('importDues', { rows: [{ ...row(sim.world.addMembers(1)[0]!) }] });
  await audits.run('updateMember', { partyId: newMember(), set: { informalName: 'Jo' } });
  // Taken back by the flow itself, and refused.
  const declined = newMember();
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: declined, times: 1 }, { kind: 'validation-400' });
  const compensated = await audits.run('enrolMember', { partyId: declined, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
  expect(compensated.verdict).toBe('compensated');
  // Changed by later flows of ours.
  const ended = newMember();
  await buy(ended, {});
  await audits.run('modifySubscription', { partyId: ended, itemId: 'REG', set: { cancelledAsOf: '2026-06-30' }, openBalance: 'writeOff' });
  const back = newMember();
  const bought = await buy(back);
  await audits.run('reversePayment', { partyId: back, invoiceId: bought.ids['invoiceId']!, how: 'reverse', reason: 'The check was returned unpaid.' });
  // Those that the office will change.
  const [reversed, endedByHand, removed, vanished] = [newMember(), newMember(), newMember(), newMember()];
  const debts = [reversed, vanished].map((partyId) => {
    sim.staff.addSubscription({ partyId, itemId: 'REG', beginDate: '2026-01-01' });
    return { partyId, invoiceId: sim.world.invoicesOf(partyId).at(-1)!.invoiceId };
  });
  for (const debt of debts) await audits.run('payInvoice', { ...debt, payment: cash });
  await buy(endedByHand, {});
  await audits.run('changeChapter', { partyId: removed, add: 'EAST' });

  const first = await audits.audit();
  expect(worded(first.lines)).toEqual([
    expect.stringMatching(/^superseded purchaseSubscription payment /),
    `superseded purchaseSubscription subscription REG of party ${ended}`,
  ]);
  expect(first.result.totals).toEqual({ 'as-reported': 17, 'by-parts': 1, superseded: 2 });
  expect(first.result.byFlow).toMatchObject({ importPackage: { 'as-reported': 1 }, importDues: { 'by-parts': 1 }, ymCreateDues: { 'as-reported': 1 }, reversePayment: { 'as-reported': 1 } });
  expect(first.result.findings).toEqual([]);
  expect(dirname(first.result.resultsFile)).toBe(join(bench.dataDir, 'audits', bench.tenant.name));
  expect(readdirSync(dirname(first.result.resultsFile)).filter((name) => name.startsWith('tmp-'))).toEqual([]);

  sim.staff.reversePayment(paymentOf(reversed));
  sim.staff.changeSubscription(endedByHand, 'REG', { status: 1, cancelledAsOf: '2026-03-31' });
  sim.staff.removeChapter(removed, 'EAST');
  const writes = sim.calls.filter(({ method }) => method !== 'GET').length;
  const second = await audits.audit();
  const drift = [
    `drift changeChapter CHAPT/EAST of party ${removed}`,
    expect.stringMatching(/^drift payInvoice payment /),
    `drift purchaseSubscription subscription REG of party ${endedByHand}`,
  ];
  expect(worded(second.lines)).toEqual([...drift, ...worded(first.lines)]);
  expect(second.result.totals).toMatchObject({ drift: 3, 'as-reported': 14 });
  expect(second.lines.find(({ flow }) => flow === 'payInvoice')).toMatchObject({ found: `payment ${paymentOf(reversed)} (Reversed)` });
  expect(second.lines.find(({ record }) => record.endsWith(endedByHand))).toMatchObject({ found: 'the row is cancelled as of 2026-03-31', evidence: expect.stringContaining('by staff') as unknown });

  // Behind everybody's back: no flow, no person and no journal tells of it.
  sim.world.store.payments.overwrite(paymentOf(vanished), undefined);
  const third = await audits.audit({ resultsFile: join(bench.dataDir, 'third.csv') });
  expect(worded(third.lines)).toEqual([...drift, expect.stringMatching(/^false-word payInvoice payment /), ...worded(first.lines)]);
  expect(third.result.findings.map(({ kind }) => kind)).toEqual(['false-word', 'drift', 'drift', 'drift']);
  expect(third.result.findings[0]).toMatchObject({ found: 'there is no payment of this reference', evidence: expect.stringContaining('nothing tells of a later change') as unknown });

  const only = await audits.audit({ flow: 'changeChapter' });
  expect(only.result).toMatchObject({ flows: 1, totals: { drift: 1 }, flow: 'changeChapter' });
  // It only reads: whatever is not a GET was the log-in.
  expect(sim.calls.filter(({ method }) => method !== 'GET').length - writes).toBeLessThanOrEqual(1);
  expect(sim.defects).toEqual([]);
  expect(existsSync(third.result.resultsFile)).toBe(true);
});
