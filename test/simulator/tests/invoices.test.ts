import { beforeEach, describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import { contract } from '../wire/json.js';
import { comboOrder, execute, subscription } from './client.js';
import type { Reply } from './client.js';
import { api, freshEachTime, openOf, sim, startAgain } from './fresh.js';

freshEachTime();

const reversal = (invoiceId: string, members: Record<string, unknown> = {}): Record<string, unknown> =>
  execute('Invoice', 'ProcessCashReversal', {
    $type: contract('Commerce', 'InvoiceActionCashReversalData'),
    InvoiceId: invoiceId,
    AdjustmentDate: '2026-04-23T00:00:00',
    ...members,
  });
const run = (body: unknown): Promise<Reply> => api.post('/api/Invoice/_execute', body);

describe('reading invoices', () => {
  it("writes the shape of the vendor's legacy sample", async () => {
    const invoice = await openOf(named.debtor);
    expect(invoice).toMatchObject({
      $type: 'Asi.Soa.Commerce.DataContracts.LegacyInvoiceSummaryData, Asi.Contracts',
      LockedEffectiveDate: '0001-01-01T00:00:00',
      InvoiceId: expect.stringMatching(/^CASH:23221:\d{8}-0$/),
      InvoiceNumber: 'Cash-23221',
      Description: 'Subscription Fees ',
      InvoicePurpose: 12,
      InvoiceAmount: { Amount: 95 },
      OriginalInvoiceAmount: { Amount: 95 },
      Balance: { Amount: 95 },
      BillToParty: { PartyId: named.debtor, IsMarkedForDelete: false },
    });
    expect(invoice.PaymentAmount.Amount).toBeUndefined();
    expect(invoice.PendingPaymentAmount.Amount).toBeUndefined();
  });

  it('shows pending money, AutoPay and lines of several parties', async () => {
    expect((await openOf(named.pendingPayer)).PendingPaymentAmount.Amount).toBe(95);
    expect((await openOf(named.autoPayer)).AutoPayInstructionId).toBe('AP-4711');
    const shared = await openOf(named.company);
    expect(shared).toMatchObject({ HasMultipleShipToParty: true, Balance: { Amount: 1080 } });
    const full = await api.get(`/api/Invoice?InvoiceId=${shared.InvoiceId}`);
    expect(full.body.Items.$values[0]?.Lines.$values.map((line) => line.InvoiceLineId)).toEqual([
      `${named.company}:${named.company}:CORP`,
      `${named.company}:${named.colleagueOne}:JOUR`,
      `${named.company}:${named.colleagueTwo}:JOUR`,
    ]);
  });

  it('lets a paid legacy invoice vanish where the tenant does so', async () => {
    const { InvoiceId } = await openOf(named.debtor);
    sim.staff.payInvoice(InvoiceId, 'X');
    expect((await api.get(`/api/InvoiceSummary/${InvoiceId}`)).status).toBe(200);
    sim.switches.paidLegacyInvoice = 'gone';
    expect((await api.get(`/api/InvoiceSummary/${InvoiceId}`)).status).toBe(404);
    expect(sim.snapshot().invoices[InvoiceId]?.balance).toBe('0.00');
  });
});

describe('Invoice/_execute', () => {
  beforeEach(() => startAgain({ switches: { invoices: 'persisted' } }));

  it('reverses and keeps or cancels the membership', async () => {
    const kept = await openOf(named.debtor);
    const answer = await run(reversal(kept.InvoiceId, { DoNotCancelMembership: true }));
    expect(answer.body).toMatchObject({
      StatusCode: 0,
      IsSuccessStatusCode: true,
      Message: null,
      IsCachedResult: false,
    });
    expect(typeof answer.body.Result).toBe('string');
    expect(sim.world.invoice(kept.InvoiceId)?.balance.toString()).toBe('0');
    expect(sim.world.subscription(named.debtor, 'REG')).toMatchObject({ status: 0, billedAmount: '0.00' });
    expect((await run(reversal(kept.InvoiceId))).body).toMatchObject({ StatusCode: 2, IsSuccessStatusCode: false });

    const ended = await openOf(named.autoPayer);
    await run(reversal(ended.InvoiceId));
    expect(sim.world.subscription(named.autoPayer, 'REG')?.status).toBe(1);
    expect(sim.world.party(named.autoPayer)?.customerType).toBe('NM');
  });

  it('does not reverse what is paid or pending, and says so beforehand', async () => {
    const pending = await openOf(named.pendingPayer);
    const ask = execute('Invoice', 'CanCashInvoiceBeReversed', pending.InvoiceId);
    expect((await run(ask)).body.Result).toEqual({ $type: 'System.Boolean', $value: false });
    expect((await run(reversal(pending.InvoiceId))).body.IsSuccessStatusCode).toBe(false);
    const open = await openOf(named.debtor);
    expect((await run(execute('Invoice', 'CanCashInvoiceBeReversed', open.InvoiceId))).body.Result).toMatchObject({
      $value: true,
    });
  });

  it('gives applied credit back', async () => {
    sim.switches.autoApplyCredit = true;
    const first = await openOf(named.debtor);
    await api.post('/api/ComboOrder', comboOrder(named.debtor, [first], 125, 'X'));
    const made = await api.post(
      '/api/Subscription',
      subscription({ PartyId: named.debtor, ItemId: 'JOUR', BeginDate: '2026-01-01T00:00:00' }),
    );
    expect(made.body.Balance.Amount).toBe(35);
    await run(reversal(made.body.InvoiceId, { DoNotCancelMembership: true }));
    const credits = Object.values(sim.snapshot().credits).filter((one) => one.partyId === named.debtor);
    expect(credits.map((one) => one.amount)).toEqual(['30.00']);
    expect(sim.world.invoice(made.body.InvoiceId)?.balance.toString()).toBe('0');
  });

  it('writes off and answers 501 for what it lacks', async () => {
    const { InvoiceId } = await openOf(named.debtor);
    const body = { $type: contract('Commerce', 'InvoiceActionWriteOffData'), InvoiceId };
    expect((await run(execute('Invoice', 'ProcessWriteOff', body))).body.IsSuccessStatusCode).toBe(true);
    expect(sim.staff.owed(InvoiceId)).toBe('0.00');
    expect(sim.world.subscription(named.debtor, 'REG')?.status).toBe(0);
    const unknown = await run(execute('Invoice', 'ProcessOrderReversal', body));
    expect([unknown.status, unknown.reason]).toEqual([501, 'Operation not implemented']);
    sim.switches.operations501 = ['Invoice.ProcessWriteOff'];
    expect((await run(execute('Invoice', 'ProcessWriteOff', body))).status).toBe(501);
  });
});

describe('reversing a legacy invoice', () => {
  it('unbills every row of it', async () => {
    const shared = await openOf(named.company);
    await run(reversal(shared.InvoiceId, { DoNotCancelMembership: true }));
    expect((await api.get(`/api/InvoiceSummary/${shared.InvoiceId}`)).status).toBe(404);
    expect(sim.world.subscription(named.colleagueOne, 'JOUR')).toMatchObject({ status: 0, billedAmount: '0.00' });
  });
});
