import { describe, expect, test } from '@jest/globals';
import { findPayments } from '../../../activities/imis/payment.js';
import { json } from '../http/tiny-server.js';
import { paged, payment } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

describe('Payment', () => {
  test('is found by its reference', async () => {
    api.answer = json(paged([payment()]));
    expect(await findPayments(api.imis, { reference: 'df-abc', payorPartyId: '23215' })).toEqual([
      {
        paymentId: '901',
        reference: 'df-abc',
        status: 'Paid',
        amount: '65.00',
        category: 'Standard',
        applications: [{ invoiceId: 'CASH:23215:20201110-0', lineNumber: 1, amount: '65.00' }],
        note: undefined,
      },
    ]);
    expect(api.last()?.url).toBe('/api/Payment?PaymentReference=df-abc&Limit=500');
  });

  test('of another payor is not ours; one without payor may be', async () => {
    api.answer = json(paged([payment({ PayorParty: { PartyId: '1' } }), payment({ PayorParty: undefined })]));
    expect(await findPayments(api.imis, { reference: 'df-abc', payorPartyId: '23215' })).toHaveLength(1);
  });

  test('takes plain decimals and the zero status', async () => {
    api.answer = json(paged([payment({ Amount: 65.5, Status: undefined, PaymentApplications: undefined })]));
    expect(await findPayments(api.imis, { reference: 'DF-ABC' })).toMatchObject([
      { amount: '65.50', status: 'Pending', applications: [] },
    ]);
  });

  test('a filter that was ignored proves nothing', async () => {
    api.answer = json(paged([payment(), payment({ PaymentReference: 'other' })]));
    await expect(findPayments(api.imis, { reference: 'df-abc' })).rejects.toMatchObject({
      answer: { kind: 'rejected' },
    });
    api.answer = json(paged([payment({ PaymentReference: undefined })]));
    await expect(findPayments(api.imis, { reference: 'df-abc' })).rejects.toMatchObject({
      answer: { kind: 'rejected' },
    });
  });
});
