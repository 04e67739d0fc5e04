import { describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import { imported, importRows, packageResults, packageStatus } from './billing-client.js';
import { api, freshEachTime, sim } from './fresh.js';

freshEachTime({ switches: { importQueueMs: 0 } });

const { newMember, nonMember, longMember } = named;
const kinds = (partyId: string): string[] =>
  sim.ledger.filter((one) => one.partyId === partyId && one.user === 'duesflow').map((one) => one.kind);

describe('a package', () => {
  it('is taken over at once with a rising id and processed afterwards', async () => {
    const first = await importRows(api, 'job-1', [{ partyId: newMember }]);
    expect(first.body).toMatchObject({ StatusCode: 0, IsSuccessStatusCode: true, ValidationResults: null });
    const second = await importRows(api, 'job-2', [{ partyId: nonMember }]);
    expect(second.body.Result).toBe((first.body.Result as number) + 1);
    await sim.idle();
    expect((await packageStatus(api, first.body.Result)).body).toMatchObject({ Result: 3, StatusCode: 0 });
    expect(sim.ledger.filter((one) => one.kind === 'import.accepted')).toMatchObject([
      { packageId: first.body.Result, jobId: 'job-1', parties: 1 },
      { packageId: second.body.Result, jobId: 'job-2', parties: 1 },
    ]);
  });

  it('makes the row, the projected invoice, the payment and the dates of flow 4', async () => {
    const party = sim.world.addParty({ customerType: 'M' });
    const { partyId } = party;
    await imported(sim, api, 'job-1', [{ partyId, reference: 'CHK-7' }]);
    expect(sim.world.subscription(partyId, 'REG')).toMatchObject({
      billBegin: '2026-01-01',
      billThrough: '2026-12-31',
      paidThru: '2026-12-31',
      billedAmount: '95.00',
      paymentAmount: '95.00',
      copies: 1,
      invoiceId: `CASH:${partyId}:20260105-0`,
    });
    const { body } = await api.get(`/api/Payment?PaymentReference=CHK-7`);
    expect(body.Items.$values).toMatchObject([{ Amount: { Amount: 95 }, PaymentReference: 'CHK-7', Status: 2 }]);
    expect(sim.world.party(partyId)).toMatchObject({
      joinDate: '2026-01-01',
      paidThru: '2026-12-31',
      renewedThru: '2026-12-31',
    });
    expect(kinds(partyId)).toEqual([
      'subscription.created',
      'invoice.created',
      'import.applied',
      'payment.applied',
      'party.datesMoved',
    ]);
  });

  it('keeps an earlier JoinDate, and moves no contact date for another product or type', async () => {
    const { joinDate } = sim.world.party(longMember) ?? {};
    await imported(sim, api, 'job-1', [{ partyId: longMember, begin: '2027-01-01', thru: '2027-12-31' }]);
    expect(sim.world.party(longMember)).toMatchObject({ joinDate, renewedThru: '2027-12-31' });
    await imported(sim, api, 'job-2', [{ partyId: newMember, productCode: 'JOUR' }, { partyId: nonMember }]);
    expect(sim.world.party(newMember)?.paidThru).toBeUndefined();
    expect(sim.world.party(nonMember)?.paidThru).toBeUndefined();
    expect(sim.world.subscription(nonMember, 'REG')).toMatchObject({ paidThru: '2026-12-31' });
  });

  it('applies what stands already once more', async () => {
    await imported(sim, api, 'job-1', [{ partyId: newMember }]);
    await imported(sim, api, 'job-1', [{ partyId: newMember }]);
    expect(kinds(newMember).filter((kind) => kind === 'import.applied')).toHaveLength(2);
    expect(kinds(newMember).filter((kind) => kind === 'payment.applied')).toHaveLength(2);
    const { body } = await api.get(`/api/Payment?PaymentReference=R-${newMember}`);
    expect(body.TotalCount).toBe(2);
  });

  it('leaves an amount that is not paid as balance', async () => {
    await imported(sim, api, 'job-1', [{ partyId: newMember, paid: 0, paidThru: null, payment: null }]);
    const { body } = await api.get(`/api/Subscription/~${newMember}|REG`);
    expect(body).toMatchObject({ Balance: { Amount: 95 } });
    expect(body.PaidThru).toBeUndefined();
    expect((await api.get(`/api/InvoiceSummary/${body.InvoiceId}`)).body.Balance.Amount).toBe(95);
  });

  it('makes no invoice on a tenant with persisted ones', async () => {
    sim.switches.invoices = 'persisted';
    await imported(sim, api, 'job-1', [{ partyId: newMember }]);
    expect(sim.world.subscription(newMember, 'REG')?.invoiceId).toBeUndefined();
    expect(sim.world.invoicesOf(newMember)).toEqual([]);
  });
});

describe('a party with an error', () => {
  it.each([
    [{ partyId: '99999999' }, 'Party 99999999 does not exist.'],
    [{ partyId: newMember, productCode: 'NONE' }, 'Product NONE does not exist.'],
    [{ partyId: newMember, productCode: 'BOOK' }, 'not a dues or subscription product'],
    [{ partyId: newMember, productCode: 'ACCR' }, 'not billed on a cash basis'],
    [{ partyId: newMember, thru: '2025-12-31' }, 'BillThruDate is before'],
    [{ partyId: newMember, paid: 96 }, 'greater than the billed amount'],
    [{ partyId: newMember, payment: { PaymentMethodId: 'GOLD' } }, 'Payment method GOLD'],
  ])('%j is left out alone', async (row, message) => {
    const base = { price: '1.00', memberPrice: '1.00', termMonths: 12, name: 'x', className: 'x' };
    sim.world.addProduct({ ...base, itemId: 'BOOK', itemClass: 'SALES' });
    sim.world.addProduct({ ...base, itemId: 'ACCR', itemClass: 'DUES', accrual: true });
    const id = await imported(sim, api, 'job-1', [row, { partyId: nonMember }]);
    expect((await packageStatus(api, id)).body.Result).toBe(5);
    const { PartyResults, TaskSummaryData, ...head } = await packageResults(api, id);
    expect(head).toMatchObject({ DuesImportPackageId: id, DuesImportJobId: 'job-1' });
    expect(TaskSummaryData).toMatchObject({ DuesImportPackageStatus: 5, CreatedBy: 'duesflow' });
    expect(PartyResults).toMatchObject({
      $values: [
        {
          MessageType: 0,
          PartyId: row.partyId,
          Message: expect.stringContaining(message),
          DuesImportPackageParty: { ExternalId: `X-${row.partyId}`, Payment: { PaymentReference: `R-${row.partyId}` } },
        },
      ],
    });
    expect(kinds(row.partyId)).toEqual(['import.rejected']);
    expect(kinds(nonMember)).toContain('import.applied');
  });

  it('warns when PaidThru moves back or the payment differs, and applies the row', async () => {
    const rows = [
      { partyId: longMember, paidThru: '2020-06-30' },
      { partyId: nonMember, payment: { Amount: 90 } },
    ];
    const id = await imported(sim, api, 'job-1', rows);
    expect((await packageStatus(api, id)).body.Result).toBe(4);
    const { PartyResults } = await packageResults(api, id);
    expect(PartyResults).toMatchObject({
      $values: [
        { MessageType: 1, PartyId: longMember, Message: expect.stringContaining('moves back') },
        { MessageType: 1, PartyId: nonMember, Message: expect.stringContaining('differs') },
      ],
    });
    expect(sim.world.party(longMember)?.paidThru).toBe('2020-06-30');
  });
});
