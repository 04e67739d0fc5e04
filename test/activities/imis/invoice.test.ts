import { describe, expect, test } from '@jest/globals';
import { listInvoices, owed, parseInvoiceSummary, readInvoiceSummary } from '../../../activities/imis/invoice.js';
import { json } from '../http/tiny-server.js';
import { invoiceSummary, money, paged } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

describe('InvoiceSummary', () => {
  test('is read by EntityId, with what the process may need and no more', async () => {
    api.answer = json(invoiceSummary());
    const { raw, ...rest } = (await readInvoiceSummary(api.imis, 'CASH:23215:20201110-0')) ?? {};
    expect(rest).toEqual({
      invoiceId: 'CASH:23215:20201110-0',
      kind: 'legacy',
      billToPartyId: '23215',
      soldToPartyId: '23215',
      severalShipTo: false,
      invoiceAmount: '65.00',
      paymentAmount: '0.00',
      pendingAmount: '0.00',
      adjustmentAmount: '0.00',
      balance: '65.00',
      previousBalance: '0.00',
      currency: 'USD',
      decimals: 2,
      purpose: 12,
      accounting: 'cash',
      autoPay: false,
      invoiceDate: '2020-11-10',
    });
    expect(raw).toEqual(invoiceSummary());
    expect(JSON.stringify(rest)).not.toContain('example.org');
    expect(api.last()?.url).toBe('/api/InvoiceSummary?EntityId=CASH%3A23215%3A20201110-0');
  });

  test.each([
    ['CASH:23215:20201110-0', 'LegacyInvoiceSummaryData', 'legacy'],
    ['8158', 'InvoiceSummaryData', 'persisted'],
    ['8158', 'LegacyInvoiceSummaryData', 'persisted'],
    ['A-1', 'LegacyInvoiceSummaryData', 'legacy'],
    ['A-1', 'InvoiceSummaryData', 'persisted'],
  ])('%s of class %s is %s', (InvoiceId, name, kind) => {
    const $type = `Asi.Soa.Commerce.DataContracts.${name}, Asi.Contracts`;
    expect(parseInvoiceSummary(invoiceSummary({ InvoiceId, $type })).kind).toBe(kind);
  });

  test('the tenant may say which kind it has', () => {
    expect(parseInvoiceSummary(invoiceSummary(), 'persisted').kind).toBe('persisted');
  });

  test.each([
    [{ AutoPayInstructionId: 'a-1' }, true],
    [{ InvoicePurpose: 4 }, true],
    [{ InvoicePurpose: 6 }, true],
    [{ InvoicePurpose: 7 }, true],
    [{ InvoicePurpose: 14 }, true],
    [{ InvoicePurpose: 9 }, false],
    [{ InvoicePurpose: undefined }, false],
  ])('automatic payment: %j', (more, autoPay) => {
    expect(parseInvoiceSummary(invoiceSummary(more)).autoPay).toBe(autoPay);
  });

  test('owes the balance less what is pending', () => {
    expect(owed(parseInvoiceSummary(invoiceSummary({ Balance: money(0.3), PendingPaymentAmount: money(0.1) })))).toBe(
      '0.20',
    );
    expect(owed(parseInvoiceSummary(invoiceSummary({ PendingPaymentAmount: money(65) })))).toBe('0.00');
  });

  test.each(['Balance', 'InvoiceAmount', 'BillToParty', 'InvoiceId'])('without %s is not believed', (name) => {
    expect(() => parseInvoiceSummary(invoiceSummary({ [name]: undefined }))).toThrow('unexpected form');
  });

  test('of another id is not believed', async () => {
    api.answer = json(invoiceSummary());
    await expect(readInvoiceSummary(api.imis, '8158')).rejects.toMatchObject({ answer: { kind: 'unknown' } });
    api.answer = json({}, 404);
    expect(await readInvoiceSummary(api.imis, '8158')).toBeUndefined();
  });

  test('open ones are listed by payer and type, and sorted out again here', async () => {
    api.answer = json(paged([invoiceSummary(), invoiceSummary({ InvoiceId: '2', Balance: money() })]));
    const found = await listInvoices(api.imis, { billToPartyId: '23215', types: ['SubscriptionFees'], openOnly: true });
    expect(found.map((one) => one.invoiceId)).toEqual(['CASH:23215:20201110-0']);
    expect(api.last()?.url).toBe(
      '/api/InvoiceSummary?BillToPartyId=23215&InvoiceType=SubscriptionFees&Balance=gt%3A0&Limit=500',
    );
  });

  test('several types are sorted out here', async () => {
    api.answer = json(paged([invoiceSummary(), invoiceSummary({ InvoiceId: '2', InvoicePurpose: 2 })]));
    const types = ['SubscriptionFees', 'MembershipRenewal'];
    expect(await listInvoices(api.imis, { billToPartyId: '23215', types })).toHaveLength(1);
    expect(api.last()?.url).toBe('/api/InvoiceSummary?BillToPartyId=23215&Limit=500');
  });

  test('a list of others, or of a type that does not exist, proves nothing', async () => {
    api.answer = json(paged([invoiceSummary({ BillToParty: { PartyId: '1' } })]));
    await expect(listInvoices(api.imis, { billToPartyId: '23215' })).rejects.toMatchObject({
      answer: { kind: 'rejected' },
    });
    await expect(listInvoices(api.imis, { billToPartyId: '23215', types: ['Dues'] })).rejects.toMatchObject({
      answer: { kind: 'rejected' },
    });
  });
});
