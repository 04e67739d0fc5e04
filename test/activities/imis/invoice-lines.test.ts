import { describe, expect, test } from '@jest/globals';
import { readInvoiceLines, reverseCashInvoice } from '../../../activities/imis/invoice.js';
import { json } from '../http/tiny-server.js';
import { invoice, paged } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

describe('Invoice', () => {
  test('gives its lines', async () => {
    api.answer = json(paged([invoice()]));
    expect(await readInvoiceLines(api.imis, 'CASH:23215:20201110-0')).toEqual([
      {
        lineId: '23215:23215:JOUR',
        itemId: 'JOUR',
        shipToPartyId: '23215',
        amount: '65.00',
        balance: '40.50',
        pendingAmount: '10.00',
      },
    ]);
    expect(api.last()?.url).toBe('/api/Invoice?InvoiceId=CASH%3A23215%3A20201110-0&Limit=500');
  });

  test('that does not come back has no lines to speak of', async () => {
    api.answer = json(paged([]));
    await expect(readInvoiceLines(api.imis, '8158')).rejects.toMatchObject({ answer: { kind: 'unknown' } });
  });

  test('of cash dues is reversed by an operation', async () => {
    api.answer = json({ StatusCode: 0, IsSuccessStatusCode: true, Result: 'ok' });
    const reversal = {
      invoiceId: '8158',
      shipToPartyId: '23215',
      billDate: '2026-01-01',
      adjustmentDate: '2026-01-02',
      reason: 'undone',
      keepMembership: true,
    };
    expect((await reverseCashInvoice(api.imis, reversal)).kind).toBe('ok');
    expect(api.last()).toMatchObject({ method: 'POST', url: '/api/Invoice/_execute' });
    expect(api.sent()).toMatchObject({
      $type: 'Asi.Soa.Core.DataContracts.GenericExecuteRequest, Asi.Contracts',
      EntityTypeName: 'Invoice',
      OperationName: 'ProcessCashReversal',
      Parameters: {
        $values: [
          {
            $type: 'Asi.Soa.Commerce.DataContracts.InvoiceActionCashReversalData, Asi.Contracts',
            InvoiceId: '8158',
            ShipToPartyId: '23215',
            BillDate: '2026-01-01T00:00:00',
            AdjustmentDate: '2026-01-02T00:00:00',
            AdjustmentReason: 'undone',
            DoNotCancelMembership: true,
          },
        ],
      },
    });
    api.answer = json({ StatusCode: 9, IsSuccessStatusCode: false, Message: 'Invoice is not open.' });
    expect(await reverseCashInvoice(api.imis, reversal)).toMatchObject({ kind: 'rejected' });
  });
});
