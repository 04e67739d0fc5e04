import { beforeEach, describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import { comboOrder, subscription } from './client.js';
import { api, freshEachTime, sim } from './fresh.js';

freshEachTime();

const reg = (partyId: string, begin = '2026-01-01T00:00:00'): Record<string, unknown> =>
  subscription({ PartyId: partyId, ItemId: 'REG', BeginDate: begin, BillToPartyId: partyId, BillSubscription: true });

describe.each(['legacy', 'persisted'] as const)('purchase with %s invoices', (invoices) => {
  beforeEach(() => {
    sim.switches.invoices = invoices;
  });

  it('bills, shows the invoice, takes the payment and moves the dates', async () => {
    const made = await api.post('/api/Subscription', reg(named.newMember));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      BillBegin: '2026-01-01T00:00:00',
      BillThrough: '2026-12-31T00:00:00',
      BilledAmount: { Amount: 95 },
      Balance: { Amount: 95 },
    });
    expect(made.body.BeginDate).toBeUndefined();
    expect(made.body.Status).toBeUndefined();
    const invoiceId = made.body.InvoiceId;
    expect(invoiceId).toMatch(invoices === 'legacy' ? /^CASH:12345:\d{8}-0$/ : /^\d+$/);

    const summary = await api.get(`/api/InvoiceSummary/${invoiceId}`);
    expect(summary.status).toBe(200);
    const type = invoices === 'legacy' ? 'LegacyInvoiceSummaryData' : 'InvoiceSummaryData';
    expect(summary.body.$type).toBe(`Asi.Soa.Commerce.DataContracts.${type}, Asi.Contracts`);
    expect(summary.body.Balance.Amount).toBe(95);
    expect(summary.body.PaymentAmount.Amount).toBeUndefined();

    const paid = await api.post('/api/ComboOrder', comboOrder(named.newMember, [summary.body], 95, 'CHK-1'));
    expect(paid.status).toBe(201);
    expect(paid.body.ComboOrderId).toBeTruthy();
    const after = await api.get(`/api/InvoiceSummary?EntityId=${encodeURIComponent(invoiceId)}`);
    expect(after.body.Balance.Amount).toBeUndefined();
    const row = await api.get('/api/Subscription/~12345|REG');
    expect(row.body.PaidThru).toBe('2026-12-31T00:00:00');
    expect(sim.world.party(named.newMember)).toMatchObject({ paidThru: '2026-12-31', renewedThru: '2026-12-31' });
    const payments = await api.get('/api/Payment?PaymentReference=CHK-1');
    expect(payments.body.Items.$values).toHaveLength(1);
    expect(payments.body.Items.$values[0]).toMatchObject({
      PaymentReference: 'CHK-1',
      Status: 2,
      Amount: { Amount: 95 },
      PaymentApplications: { $values: [{ InvoiceId: invoiceId, ApplicationAmount: { Amount: 95 } }] },
    });
    expect(sim.ledger.map((entry) => entry.kind)).toEqual([
      'token.issued',
      'subscription.created',
      'invoice.created',
      'payment.applied',
      'party.datesMoved',
    ]);
  });

  it('refuses an overlapping term and bills the next one on the same row', async () => {
    await api.post('/api/Subscription', reg(named.newMember));
    const again = await api.post('/api/Subscription', reg(named.newMember, '2026-06-01T00:00:00'));
    expect(again.status).toBe(400);
    expect(again.reason).toBe('Validation error');
    expect(again.body.Errors.$values[0]?.Message).toBe(
      'There is already an active subscription for the following items: REG',
    );
    const next = await api.post('/api/Subscription', reg(named.newMember, '2027-01-01T00:00:00'));
    expect(next.status).toBe(201);
    const rows = await api.get('/api/Subscription?PartyId=12345&ItemId=REG');
    expect(rows.body.TotalCount).toBe(1);
    expect(rows.body.Items.$values[0]?.BillBegin).toBe('2027-01-01T00:00:00');
  });

  it('bills again when BeginDate is left out twice', async () => {
    const once = await api.post('/api/Subscription', subscription({ PartyId: named.newMember, ItemId: 'JOUR' }));
    const twice = await api.post('/api/Subscription', subscription({ PartyId: named.newMember, ItemId: 'JOUR' }));
    expect([once.status, twice.status]).toEqual([201, 201]);
    expect(sim.ledger.filter((entry) => entry.kind === 'subscription.termAdded')).toHaveLength(1);
  });

  it('takes money above the balance and leaves it as open credit', async () => {
    const made = await api.post('/api/Subscription', reg(named.newMember));
    const summary = await api.get(`/api/InvoiceSummary/${made.body.InvoiceId}`);
    await api.post('/api/ComboOrder', comboOrder(named.newMember, [summary.body], 95, 'CHK-1'));
    const second = await api.post('/api/ComboOrder', comboOrder(named.newMember, [summary.body], 95, 'CHK-1'));
    expect(second.status).toBe(201);
    expect(sim.ledger.filter((entry) => entry.kind === 'credit.created')).toMatchObject([{ amount: '95.00' }]);
  });
});
