/** Payments against the simulator. */
import { describe, expect, test } from '@jest/globals';
import { cardOutcome } from '../../../activities/imis/combo-order.js';
import { listInvoices, owed, readInvoiceLines, readInvoiceSummary } from '../../../activities/imis/invoice.js';
import { findPayments } from '../../../activities/imis/payment.js';
import { named } from '../../simulator/index.js';
import { firstDay, simulated } from './simulated.js';

const one = simulated();

describe('payments', () => {
  test('are found by reference, with what they paid', async () => {
    const invoice = await one.firstInvoice();
    await one.pay(invoice, {}, '40.10');
    expect(await findPayments(one.imis, { reference: 'df-1', payorPartyId: named.newMember })).toMatchObject([
      { status: 'Paid', amount: '40.10', applications: [{ invoiceId: invoice.invoiceId, amount: '40.10' }] },
    ]);
    expect(await findPayments(one.imis, { reference: 'df-2' })).toEqual([]);
  });

  test('go to the lines they are meant for', async () => {
    const [invoice] = await listInvoices(one.imis, { billToPartyId: named.company, openOnly: true });
    if (!invoice) throw new Error('no invoice');
    const line = (await readInvoiceLines(one.imis, invoice.invoiceId)).find(
      (one) => one.shipToPartyId === named.colleagueTwo,
    );
    const applications = [{ invoiceId: invoice.invoiceId, lineId: line?.lineId, amount: '20.25' }];
    expect((await one.pay(invoice, { applications }, '20.25')).kind).toBe('ok');
    const after = await readInvoiceLines(one.imis, invoice.invoiceId);
    expect(after.find((one) => one.lineId === line?.lineId)?.balance).toBe('44.75');
    expect(after.filter((one) => one.balance !== one.amount)).toHaveLength(1);
  });

  test('may stay pending', async () => {
    one.sim.switches.paymentsPending = true;
    const invoice = await one.firstInvoice();
    await one.pay(invoice);
    expect(await findPayments(one.imis, { reference: 'df-1' })).toMatchObject([{ status: 'Pending' }]);
    const after = await readInvoiceSummary(one.imis, invoice.invoiceId);
    expect(after && owed(after)).toBe('0.00');
  });

  test.each([
    ['card-declined', 'declined'],
    ['card-voided', 'voided'],
    ['card-charged-not-applied', 'charged-not-applied'],
  ] as const)('by card: %s', async (kind, outcome) => {
    const invoice = await one.firstInvoice();
    one.sim.faults.add({ method: 'POST', path: '/api/ComboOrder' }, { kind });
    const payment = {
      methodId: 'VISA',
      type: 'CreditCard',
      reference: 'df-1',
      payorPartyId: named.newMember,
      token: 't',
    };
    const answer = await one.pay(invoice, { payment });
    expect(answer.kind).toBe('rejected');
    expect(cardOutcome('message' in answer ? answer.message : '')).toBe(outcome);
  });

  test('carry date and note, and are refused with a reason', async () => {
    const invoice = await one.firstInvoice();
    const payment = { methodId: 'CASH', type: 'Cash', reference: 'df-1', payorPartyId: named.newMember };
    expect(await one.pay(invoice, { payment: { ...payment, methodId: 'NOPE' } })).toMatchObject({ kind: 'rejected' });
    expect((await one.pay(invoice, { payment: { ...payment, date: firstDay, note: 'paid at the desk' } })).kind).toBe(
      'ok',
    );
    expect(await findPayments(one.imis, { reference: 'df-1' })).toMatchObject([{ note: 'paid at the desk' }]);
  });
});
