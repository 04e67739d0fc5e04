import { describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import { contract } from '../wire/json.js';
import { amountOf, comboOrder, subscription } from './client.js';
import type { Body } from './client.js';
import { api, freshEachTime, openOf, sim } from './fresh.js';

freshEachTime();

describe('paying', () => {
  it('pays one line of a shared invoice by Applications, from 20.3.131 on', async () => {
    const invoice = await openOf(named.company);
    const line = `${named.company}:${named.colleagueOne}:JOUR`;
    const application = {
      $type: contract('Commerce', 'RemittanceApplicationData'),
      ApplicationAmount: amountOf(65),
      InvoiceId: invoice.InvoiceId,
      InvoiceLineId: line,
    };
    const Applications = { $type: contract('Commerce', 'RemittanceApplicationDataCollection'), $values: [application] };
    const order = comboOrder(named.company, [invoice], 65, 'ONE', { Applications });
    sim.switches.release = '20.3.130';
    expect((await api.post('/api/ComboOrder', order)).status).toBe(400);
    sim.switches.release = '20.3.131';
    expect((await api.post('/api/ComboOrder', order)).status).toBe(201);
    expect(sim.world.subscription(named.colleagueOne, 'JOUR')?.paidThru).toMatch(/-12-31$/);
    expect(sim.world.subscription(named.colleagueTwo, 'JOUR')?.paidThru).toBeUndefined();
    expect((await openOf(named.company)).Balance.Amount).toBe(1015);
  });

  it('keeps money pending until the batch is posted', async () => {
    sim.switches.paymentsPending = true;
    const invoice = await openOf(named.debtor);
    await api.post('/api/ComboOrder', comboOrder(named.debtor, [invoice], 95, 'P'));
    const after = await openOf(named.debtor);
    expect([after.Balance.Amount, after.PendingPaymentAmount.Amount]).toEqual([95, 95]);
    expect(sim.world.subscription(named.debtor, 'REG')?.paidThru).toBeUndefined();
    sim.staff.postPayments();
    expect(sim.world.invoice(invoice.InvoiceId)?.balance.toString()).toBe('0');
    expect(sim.world.party(named.debtor)?.paidThru).toMatch(/-12-31$/);
  });

  it('takes a part payment without moving dates, and the rest with them', async () => {
    const invoice = await openOf(named.debtor);
    await api.post('/api/ComboOrder', comboOrder(named.debtor, [invoice], 40, 'A'));
    expect(sim.world.subscription(named.debtor, 'REG')?.paidThru).toBeUndefined();
    await api.post('/api/ComboOrder', comboOrder(named.debtor, [await openOf(named.debtor)], 55, 'B'));
    expect(sim.world.subscription(named.debtor, 'REG')?.paidThru).toMatch(/-12-31$/);
  });

  it('does not move contact dates of types that are not billable, nor for a product that is not primary', async () => {
    const buy = async (partyId: string, ItemId: string): Promise<void> => {
      const made = await api.post(
        '/api/Subscription',
        subscription({ PartyId: partyId, ItemId, BeginDate: '2026-01-01T00:00:00' }),
      );
      sim.staff.payInvoice(made.body.InvoiceId, 'X');
      expect(sim.world.subscription(partyId, ItemId)?.paidThru).toBe('2026-12-31');
      expect(sim.world.party(partyId)?.paidThru).toBeUndefined();
    };
    await buy(named.staffMember, 'REG');
    await buy(named.newMember, 'JOUR');
  });

  it.each([
    [
      'method',
      {
        PaymentMethod: {
          $type: contract('Commerce', 'PaymentMethodData'),
          PaymentMethodId: 'GOLD',
          PaymentType: 'Cash',
        },
      },
      'PaymentMethodId',
    ],
    [
      'type',
      {
        PaymentMethod: {
          $type: contract('Commerce', 'PaymentMethodData'),
          PaymentMethodId: 'CASH',
          PaymentType: 'Check',
        },
      },
      'PaymentType',
    ],
    ['amount', { Amount: amountOf(0) }, 'Amount'],
    ['currency', { Amount: { ...amountOf(95), Currency: { CurrencyCode: 'EUR' } } }, 'Amount'],
    ['undefined amount', { Amount: { ...amountOf(95), IsAmountDefined: false } }, 'Amount'],
    ['card number', { CreditCardInformation: {} }, 'CreditCardInformation'],
    ['member', { Reference: 'x' }, 'Reference'],
  ])('refuses a wrong %s, in POST and in _validate', async (_name, more, field) => {
    const invoice = await openOf(named.debtor);
    const order = comboOrder(named.debtor, [invoice], 95, 'X', more);
    const post = await api.post('/api/ComboOrder', order);
    expect(post.status).toBe(400);
    expect(post.body.Errors.$values[0]?.FieldName).toBe(field);
    const { status, body } = await api.post('/api/ComboOrder/_validate', order);
    expect([status, body.IsValid]).toEqual([200, undefined]);
    expect((body.ValidationResults as Body).Errors.$values[0]?.FieldName).toBe(field);
  });

  it('validates a good order without effect', async () => {
    const order = comboOrder(named.debtor, [await openOf(named.debtor)], 95, 'X');
    const before = sim.ledger.length;
    expect((await api.post('/api/ComboOrder/_validate', order)).body.IsValid).toBe(true);
    expect(sim.ledger).toHaveLength(before);
  });

  it('refuses an order without invoices, an unknown one, one of another $type, and a reading of ComboOrder', async () => {
    const none = await api.post('/api/ComboOrder', comboOrder(named.debtor, [], 95, 'X'));
    expect(none.body.Errors.$values[0]?.Message).toBe('The order contains no items');
    const invoice = await openOf(named.debtor);
    const plain = { ...invoice, $type: contract('Commerce', 'InvoiceSummaryData') };
    expect((await api.post('/api/ComboOrder', comboOrder(named.debtor, [plain], 95, 'X'))).status).toBe(400);
    const unknown = { ...invoice, InvoiceId: '1' };
    expect((await api.post('/api/ComboOrder', comboOrder(named.debtor, [unknown], 95, 'X'))).status).toBe(400);
    expect((await api.get('/api/ComboOrder')).status).toBe(405);
  });

  it('refuses an overpayment where the tenant does so', async () => {
    sim.switches.refuseOverpayment = true;
    const order = comboOrder(named.debtor, [await openOf(named.debtor)], 100, 'X');
    expect((await api.post('/api/ComboOrder', order)).status).toBe(400);
    expect(sim.world.invoicesOf(named.debtor)[0]?.paid.toString()).toBe('0');
  });

  it('takes a payment back by staff, with or without PaidThru', async () => {
    const { InvoiceId } = await openOf(named.debtor);
    const payment = sim.staff.payInvoice(InvoiceId, 'X');
    sim.staff.reversePayment(payment.paymentId);
    expect(sim.staff.owed(InvoiceId)).toBe('95.00');
    expect(sim.world.subscription(named.debtor, 'REG')?.paidThru).toMatch(/-12-31$/);
    expect((await api.get('/api/Payment?PaymentReference=X')).body.Items.$values[0]?.Status).toBe(4);
  });
});
