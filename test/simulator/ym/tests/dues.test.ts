import { describe, expect, it } from '@jest/globals';
import { ymMemberships, ymNamed } from '../../index.js';
import { duesOf } from './client.js';
import { api, freshEachTime, rowOf, sim } from './fresh.js';

freshEachTime();

const year = new Date(Date.now() - 5 * 3_600_000).getUTCFullYear();

describe('a dues invoice', () => {
  it('is made, found by its comment, paid and closed', async () => {
    const { member } = ymNamed;
    const { regular } = ymMemberships;
    const before = await api.get(`/Members/${member}?BypassCache=true`);
    expect(before.body).toMatchObject({ id: member, currentMembershipInvoiceIsOpen: false, expirationDate: `12/31/${year}` });

    const made = await api.post('/Dues', duesOf(member, regular, 120, { Description: 'Renewal' }, 'MARK-1'));
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ invoiceGuid: expect.stringMatching(/^[0-9A-F-]{36}$/), Amount: 120, ClientID: 25363 });
    expect(JSON.stringify(made.body)).not.toContain('InvoiceNumber');
    expect((await api.get(`/Members/${member}?BypassCache=true`)).body.currentMembershipInvoiceIsOpen).toBe(true);

    const row = await rowOf(member);
    expect(row).toMatchObject({ MemberComments: 'MARK-1', AdminComments: '', Amount: 120, BalanceDue: 120 });
    const payment = { InvoiceNo: row?.InvoiceNumber, Amount: 120, Type: 'check', RefNo: 'CHK-7', AutoCloseInvoice: true };
    const paid = await api.post('/InvoicePayments', payment);
    expect(paid.body).toMatchObject({ ...payment, ResponseStatus: {} });

    expect(await rowOf(member)).toMatchObject({ BalanceDue: 0, ReferenceNumber: 'CHK-7' });
    const items = (await api.get('/InvoiceItems?BypassCache=true')).body.InvoiceItemsList;
    const lines = items.filter((one) => one.InvoiceNo === row?.InvoiceNumber);
    expect(lines).toEqual([
      expect.objectContaining({ LineItemType: 'Dues', LineTotal: 120, OutstandingBalance: 0, OriginalInvoiceComments: 'MARK-1' }),
      expect.objectContaining({ LineItemType: 'Payment', PaymentCheckReferenceNumber: 'CHK-7', OutstandingBalance: 0 }),
    ]);
    const after = await api.get(`/Members/${member}?BypassCache=true`);
    expect(after.body).toMatchObject({ currentMembershipInvoiceIsOpen: false, expirationDate: `12/31/${year + 1}` });
    expect(sim.ledger.map((one) => one.kind)).toEqual(['ym.session', 'ym.dues', 'ym.payment', 'ym.closed', 'ym.expiryMoved']);
  });
});
