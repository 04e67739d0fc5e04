import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allFindings } from '../check.js';
import type { FlowCase } from '../check.js';
import { named, startSimulator } from '../index.js';
import type { Simulator } from '../index.js';
import { login } from './client.js';
import type { Client } from './client.js';
import { flow, step } from './scenes.js';
import { refund, reverse } from './take-back-client.js';

let sim: Simulator;
let api: Client;
let invoiceId: string;
let paymentId: string;

beforeEach(async () => {
  sim = await startSimulator();
  api = await login(sim);
  ({ invoiceId = '' } = sim.world.subscription(named.longMember, 'REG') ?? {});
  const payment = Object.values(sim.snapshot().payments).find((one) =>
    one.applications.some((to) => to.invoiceId === invoiceId),
  );
  paymentId = payment?.paymentId ?? '';
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

const pivot = step('reverse payment', 'done', { kind: 'pivot', owner: 'us' });
/** An honest report of a reversal; `more` changes the report, `input` the input. */
const report = (more: Partial<FlowCase['report']> = {}, input: Record<string, unknown> = {}): FlowCase => {
  const paidThru = sim.world.subscription(named.longMember, 'REG')?.paidThru;
  const result = { paymentId, status: 'Reversed', balance: '95.00', paidThru, paidThruMoved: false };
  const asked = { partyId: named.longMember, invoiceId, how: 'reverse', reason: 'x', ...input };
  return flow('reversePayment', { verdict: 'completed', steps: [pivot], result, ...more }, asked);
};
const judge = async (...reports: FlowCase[]): Promise<string[]> =>
  allFindings(await sim.judge(reports)).map((one) => one.sentence);
const result = (more: Record<string, unknown>): Partial<FlowCase['report']> => ({
  result: { ...(report().report.result as object), ...more },
});

describe('a reversal', () => {
  it('finds nothing in an honest report, whether PaidThru moved or not', async () => {
    await reverse(api, paymentId);
    expect(await judge(report())).toEqual([]);
    sim.reset();
    sim.switches.reversalMovesPaidThru = true;
    api = await login(sim);
    await reverse(api, paymentId);
    expect(await judge(report(result({ paidThru: '', paidThruMoved: true })))).toEqual([]);
  });

  it.each([
    ['status', { status: 'Refunded' }, 'is Refunded, the record reversed'],
    ['balance', { balance: '0.00' }, 'states balance 0.00 but the record shows 95.00'],
    ['paidThru', { paidThru: '2001-12-31' }, 'states paidThru 2001-12-31'],
    ['paidThruMoved', { paidThruMoved: true }, 'says that PaidThru moved'],
  ])('finds a wrong %s', async (_name, more, words) => {
    await reverse(api, paymentId);
    expect(await judge(report(result(more)))).toEqual([expect.stringContaining(words)]);
  });

  it('finds one that was not made, not asked for, denied, or blamed on others', async () => {
    expect(await judge(report())).toEqual([
      expect.stringContaining('the ledger has nothing of it'),
      expect.stringContaining('is completed but payment'),
    ]);
    await reverse(api, paymentId);
    expect(await judge()).toContainEqual(expect.stringContaining('no flow was asked for it'));
    expect(await judge(report({ verdict: 'rejected', steps: [] }))).toContainEqual(
      expect.stringContaining('denies it'),
    );
    const blamed = step('reverse payment', 'already-done', { kind: 'pivot', owner: 'other' });
    expect(await judge(report({ steps: [blamed] }))).toEqual([
      expect.stringContaining('another took the payment back'),
    ]);
  });

  it('accepts one by the office, and a payment after it', async () => {
    sim.staff.reversePayment(paymentId);
    const steps = [step('reverse payment', 'already-done', { kind: 'pivot', owner: 'other' })];
    expect(await judge(report({ steps }))).toEqual([]);
    sim.reset();
    api = await login(sim);
    await reverse(api, paymentId);
    sim.staff.payInvoice(invoiceId, 'AGAIN');
    expect(await judge(report())).toEqual([]);
  });
});

describe('refunds', () => {
  const part = (amount: string, workflowId: string): FlowCase => {
    const said = { verdict: 'completed', workflowId, steps: [pivot], result: { paymentId } };
    return report(said, { how: 'refund', amount });
  };

  it('may be two that were asked for', async () => {
    await refund(api, paymentId, invoiceId, 20);
    await refund(api, paymentId, invoiceId, 20);
    expect(await judge(part('20.00', 'a'), part('20.00', 'b'))).toEqual([]);
    expect(await judge(part('20.00', 'a'), part('20.00', 'a'))).toEqual([
      '40.00 of payment ' + paymentId + ' was taken back, 20.00 was asked.',
    ]);
    expect(await judge(part('20.00', 'a'))).toEqual([expect.stringContaining('20.00 was asked')]);
  });
});
