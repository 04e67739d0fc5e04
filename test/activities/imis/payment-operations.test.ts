/** Bodies of the operations that take a payment back, as the contracts name them. */
import { describe, expect, test } from '@jest/globals';
import { listPayments, parsePaymentDetail, readPayment } from '../../../activities/imis/payment-detail.js';
import { recordRefund, refund, reverse } from '../../../activities/imis/payment-operations.js';
import { json } from '../http/tiny-server.js';
import { money, paged, payment } from './fixtures.js';
import { bench } from './support.js';

const api = bench();
const invoiceId = 'CASH:23215:20201110-0';
const takeBack = (raw: object = payment({ PaymentMethodId: 'VISA' }), amount = '20.00') => ({
  payment: parsePaymentDetail(raw as never),
  invoiceId,
  amount,
  date: '2026-11-21',
  comment: 'Duesflow abc: returned',
});
const parameters = () => (api.sent().Parameters as { $values: unknown[] }).$values;

describe('operations', () => {
  test('Reverse takes the payment as it was read, a date and a comment', async () => {
    await reverse(api.imis, takeBack());
    expect(api.last()?.url).toBe('/api/Payment/_execute');
    expect(api.sent()).toMatchObject({ EntityTypeName: 'Payment', OperationName: 'Reverse' });
    expect(parameters()).toEqual([
      payment({ PaymentMethodId: 'VISA' }),
      { $type: 'System.DateTime', $value: '2026-11-21T00:00:00' },
      { $type: 'System.String', $value: 'Duesflow abc: returned' },
    ]);
  });

  test('Refund goes through the gateway, for the applications to this invoice alone', async () => {
    await refund(api.imis, takeBack());
    expect(api.sent()).toMatchObject({ EntityTypeName: 'Payment', OperationName: 'Refund' });
    expect(parameters()).toMatchObject([
      {
        $type: 'Asi.Soa.Commerce.DataContracts.PaymentRefundData, Asi.Contracts',
        OriginalPayment: { PaymentId: '901' },
        RefundType: 2,
        RefundDate: '2026-11-21T00:00:00',
        RefundPaymentMethodId: 'VISA',
        RefundComments: 'Duesflow abc: returned',
        Refunds: { $values: [{ InvoiceId: invoiceId, ApplicationAmount: { Amount: 20 } }] },
      },
    ]);
  });

  test('more than the payment has there is not sent', async () => {
    expect(await refund(api.imis, takeBack(payment(), '65.01'))).toMatchObject({ kind: 'rejected', status: 0 });
    expect(await recordRefund(api.imis, takeBack(payment({ PaymentId: 'P-9' })))).toMatchObject({ kind: 'rejected', status: 0 });
    expect(api.seen).toEqual([]);
  });

  test('ProcessRecordRefund names invoice, amount and payment', async () => {
    await recordRefund(api.imis, takeBack());
    expect(api.last()?.url).toBe('/api/Invoice/_execute');
    expect(parameters()).toMatchObject([
      {
        $type: 'Asi.Soa.Commerce.DataContracts.InvoiceActionRecordRefundData, Asi.Contracts',
        InvoiceId: invoiceId,
        OriginalPaymentId: 901,
        RefundAmount: { Amount: 20 },
        AdjustmentDate: '2026-11-21T00:00:00',
        AdjustmentReason: 'Duesflow abc: returned',
      },
    ]);
  });
});

describe('reads', () => {
  test('what was taken back is read without its sign', async () => {
    api.answer = json(payment({ AdjustedAmount: money(-20), GatewayReference: 'g', OriginalPaymentId: 7 }));
    expect(await readPayment(api.imis, '901')).toMatchObject({ adjusted: '20.00', adjustedShares: ['0.00'], gatewayReference: 'g', originalPaymentId: '7' });
  });

  test('a filter that was ignored proves nothing', async () => {
    api.answer = json(paged([payment({ OriginalPaymentId: '900' }), payment()]));
    await expect(listPayments(api.imis, { originalPaymentId: '900' })).rejects.toMatchObject({ answer: { kind: 'rejected' } });
    await expect(listPayments(api.imis, { payorPartyId: '1' })).rejects.toMatchObject({ answer: { kind: 'rejected' } });
  });
});
