import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { named, startSimulator } from '../index.js';
import type { Simulator } from '../index.js';
import { contract } from '../wire/json.js';
import { amountOf, comboOrder, login } from './client.js';
import type { Body, Client, Reply } from './client.js';
import * as client from './take-back-client.js';

let sim: Simulator;
let api: Client;
let invoiceId: string;
let payment: Body;

const paymentBy = async (query: string): Promise<Body[]> => (await api.get(`/api/Payment?${query}`)).body.Items.$values;

/** Pays the open invoice of the debtor: 95.00, reference R. */
async function pay(more: Record<string, unknown> = {}): Promise<void> {
  const found = await api.get(`/api/InvoiceSummary?BillToPartyId=${named.debtor}&Balance=gt:0`);
  const invoice = found.body.Items.$values[0] as Body;
  invoiceId = invoice.InvoiceId;
  await api.post('/api/ComboOrder', comboOrder(named.debtor, [invoice], 95, 'R', more));
  [payment = found.body] = await paymentBy('PaymentReference=R');
}

const id = (): string => String(payment.PaymentId);
const reverse = (paymentId = id()): Promise<Reply> => client.reverse(api, paymentId);
const refund = (amount: number, more = {}): Promise<Reply> => client.refund(api, id(), invoiceId, amount, more);
const recordRefund = (amount: number, more = {}): Promise<Reply> =>
  client.recordRefund(api, id(), invoiceId, amount, more);
const said = ({ status, body }: Reply): unknown[] => [status, body.IsSuccessStatusCode, body.Message];
const stateOf = async (): Promise<unknown> => (await api.get(`/api/Payment/${id()}`)).body.Status;
const balance = (): string | undefined => sim.world.invoice(invoiceId)?.balance.toFixed(2);
const sums = (kind: string): (string | undefined)[] =>
  sim.ledger.filter((one) => one.kind === kind).map((one) => one.amount);

beforeEach(async () => {
  sim = await startSimulator();
  api = await login(sim);
  await pay();
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

describe('Reverse', () => {
  it('opens the balance again and leaves PaidThru of row and party', async () => {
    const answer = await reverse();
    expect(said(answer)).toEqual([200, true, null]);
    expect(answer.body.$type).toContain(
      'ServiceResponse`1[[Asi.Soa.Commerce.DataContracts.PaymentData, Asi.Contracts]]',
    );
    expect(answer.body.Result).toMatchObject({ Status: 4, ReversedOn: '2026-11-20T00:00:00' });
    expect(balance()).toBe('95.00');
    expect(sim.world.subscription(named.debtor, 'REG')?.paidThru).toMatch(/-12-31$/);
    expect(sim.world.party(named.debtor)?.paidThru).toMatch(/-12-31$/);
    const [own] = await paymentBy(`OriginalPaymentId=${id()}`);
    expect(own).toMatchObject({ PaymentCategory: 1, Amount: { Amount: -95 }, PaymentReference: 'R', Note: 'why' });
    expect(sums('payment.reversed')).toEqual(['95.00']);
  });

  it('takes PaidThru of row and party back where the tenant does so', async () => {
    sim.switches.reversalMovesPaidThru = true;
    await reverse();
    expect(sim.world.subscription(named.debtor, 'REG')?.paidThru).toBeUndefined();
    expect(sim.world.party(named.debtor)?.paidThru).toBeUndefined();
    const kinds = sim.ledger.slice(-3).map((one) => one.kind);
    expect(kinds).toEqual(['payment.reversed', 'subscription.paidThruBack', 'party.datesMoved']);
  });

  it('refuses, inside a 200, what is reversed, refunded in part, pending or unknown', async () => {
    await reverse();
    expect(said(await reverse())).toEqual([200, false, 'The payment has already been reversed.']);
    const [own] = await paymentBy('PaymentCategory=1');
    expect(said(await reverse(String(own?.PaymentId)))).toEqual([
      200,
      false,
      'The payment is itself a reversal or a refund.',
    ]);
    expect(said(await reverse('1'))).toEqual([200, false, 'The payment does not exist.']);
    const [waiting] = await paymentBy(`PayorPartyId=${named.pendingPayer}`);
    expect(said(await reverse(String(waiting?.PaymentId)))[2]).toContain('pending');
    expect(sums('payment.reversed')).toEqual(['95.00']);
  });

  it.each(['positive', 'none'] as const)('leaves a record of its own by tenant: %s', async (takenBackRecord) => {
    sim.switches.takenBackRecord = takenBackRecord;
    await reverse();
    const own = await paymentBy(`OriginalPaymentId=${id()}`);
    expect(own.map((one) => one.Amount)).toEqual(takenBackRecord === 'none' ? [] : [amountOf(95)]);
  });
});

describe('Refund and ProcessRecordRefund', () => {
  it.each([
    ['Refund', refund],
    ['ProcessRecordRefund', recordRefund],
  ])('%s: in parts, never more than what is left', async (_name, act) => {
    expect(said(await act(20))).toEqual([200, true, null]);
    expect(await stateOf()).toBe(5);
    expect(said(await reverse())[2]).toContain('refunded in part');
    expect(said(await act(75.01))[2]).toContain('greater than what is left');
    expect(said(await act(75))).toEqual([200, true, null]);
    expect(await stateOf()).toBe(6);
    expect(said(await act(1))[2]).toContain('already been refunded');
    expect(sums('payment.refunded')).toEqual(['20.00', '75.00']);
    const own = await paymentBy('PaymentCategory=2');
    expect(own.map((one) => one.OriginalPaymentId)).toEqual([payment.PaymentId, payment.PaymentId]);
    expect(balance()).toBe('0.00');
  });

  it('opens the balance again where the tenant does so', async () => {
    sim.switches.refundReopensInvoice = true;
    await refund(20);
    await recordRefund(30);
    expect(balance()).toBe('50.00');
  });

  it('processes a refund through the gateway, which may refuse it or leave iMIS without a record', async () => {
    expect(said(await refund(20, { RefundType: 2 }))[2]).toContain('not made through a gateway');
    await reverse();
    const card = {
      $type: contract('Commerce', 'PaymentMethodData'),
      PaymentMethodId: 'VISA',
      PaymentType: 'CreditCard',
    };
    const token = { $type: contract('Commerce', 'AutoPayAccountData'), AutoPayAccountId: 'A1' };
    await pay({ PaymentMethod: card, PaymentToken: token, ReferenceNumber: 'C' });
    [payment = payment] = await paymentBy('PaymentReference=C');
    sim.faults.add({ operation: 'Refund' }, { kind: 'card-declined' });
    expect(said(await refund(20, { RefundType: 2 }))[1]).toBe(false);
    expect(sums('payment.paidOut')).toEqual([]);
    sim.faults.add({ operation: 'Refund' }, { kind: 'card-charged-not-applied' });
    expect(said(await refund(20, { RefundType: 2 }))[1]).toBe(false);
    expect([sums('payment.paidOut'), sums('payment.refunded')]).toEqual([['20.00'], []]);
    expect(said(await refund(20, { RefundType: 2 }))).toEqual([200, true, null]);
    expect(sums('payment.refunded')).toEqual(['20.00']);
  });

  it('refuses no amount, an unknown type, method or original', async () => {
    expect(said(await refund(0))[1]).toBe(false);
    expect((await refund(1, { RefundType: 0 })).status).toBe(400);
    expect(said(await refund(1, { RefundPaymentMethodId: 'GOLD' }))[1]).toBe(false);
    expect((await recordRefund(1, { OriginalPaymentId: 'x' })).status).toBe(400);
    expect(said(await recordRefund(1, { OriginalPaymentId: 1 }))[1]).toBe(false);
    expect(said(await recordRefund(1, { InvoiceId: 'CASH:1:x' }))[1]).toBe(false);
    expect(said(await recordRefund(1, { RefundAmount: amountOf(1) }))[1]).toBe(true);
  });
});

describe('the other operations', () => {
  it('takes a payment off its invoice', async () => {
    const answer = await client.unapply(api, id());
    expect(said(answer)).toEqual([200, true, null]);
    expect(balance()).toBe('95.00');
    expect(Object.values(sim.snapshot().credits)).toMatchObject([{ partyId: named.debtor, amount: '95.00' }]);
  });

  it('are missing before the release that lists them', async () => {
    sim.switches.release = '20.3.44';
    const answer = await refund(1);
    expect([answer.status, answer.reason]).toEqual([501, 'Operation not implemented']);
    expect(said(await reverse())).toEqual([200, true, null]);
    sim.switches.operations501 = ['Payment.Reverse'];
    expect((await reverse()).status).toBe(501);
  });
});
