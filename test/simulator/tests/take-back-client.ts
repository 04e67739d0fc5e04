import { contract } from '../wire/json.js';
import { amountOf, execute } from './client.js';
import type { Client, Reply } from './client.js';

const send = (api: Client, operation: string, ...values: unknown[]): Promise<Reply> => {
  const request = execute('Payment', operation, undefined);
  return api.post('/api/Payment/_execute', {
    ...request,
    Parameters: { ...(request.Parameters as object), $values: values },
  });
};

const paymentOf = (paymentId: string): unknown => ({
  $type: contract('Commerce', 'PaymentData'),
  PaymentId: paymentId,
});

/** Reverses a payment, with date and comment. */
export const reverse = (api: Client, paymentId: string): Promise<Reply> =>
  send(api, 'Reverse', paymentOf(paymentId), { $type: 'System.DateTime', $value: '2026-11-20T00:00:00' }, 'why');

/** Takes a payment off its invoices. */
export const unapply = (api: Client, paymentId: string): Promise<Reply> =>
  send(api, 'Unapply', paymentOf(paymentId), null);

/** Refunds an amount on one invoice; `more` changes the PaymentRefundData. */
export const refund = (
  api: Client,
  paymentId: string,
  invoiceId: string,
  amount: number,
  more: object = {},
): Promise<Reply> =>
  send(api, 'Refund', {
    $type: contract('Commerce', 'PaymentRefundData'),
    OriginalPayment: paymentOf(paymentId),
    RefundType: 1,
    Refunds: {
      $type: contract('Commerce', 'PaymentApplicationDataCollection'),
      $values: [
        {
          $type: contract('Commerce', 'PaymentApplicationData'),
          InvoiceId: invoiceId,
          ApplicationAmount: amountOf(amount),
        },
      ],
    },
    ...more,
  });

/** Records a refund on an invoice; `more` changes the InvoiceActionRecordRefundData. */
export const recordRefund = (
  api: Client,
  paymentId: string,
  invoiceId: string,
  amount: number,
  more: object = {},
): Promise<Reply> =>
  api.post(
    '/api/Invoice/_execute',
    execute('Invoice', 'ProcessRecordRefund', {
      $type: contract('Commerce', 'InvoiceActionRecordRefundData'),
      InvoiceId: invoiceId,
      AdjustmentDate: '2026-11-20T00:00:00',
      AdjustmentReason: 'why',
      PaymentMethodId: 'CASH',
      RefundAmount: amount,
      OriginalPaymentId: Number(paymentId),
      ...more,
    }),
  );
