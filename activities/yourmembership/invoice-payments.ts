/** POST InvoicePayments: records a payment. Amount is an int32, and no payment id is answered (facts Y3). */
import type { Answer } from '../http/answer.js';
import type { Send, Ym } from './api.js';

export interface InvoicePayment {
  invoiceNumber: string;
  /** In the unit that the tenant's YM counts in. */
  amount: number;
  type: 'ach' | 'cash' | 'cc' | 'check';
  reference: string;
  /** `YYYY-MM-DD`. */
  date?: string;
  note?: string;
  /** For YM's own people: tells which act of ours made it. */
  internalNote: string;
}

export const postInvoicePayment = (ym: Ym, payment: InvoicePayment, send: Send): Promise<Answer> =>
  ym.write(
    'InvoicePayments',
    {
      InvoiceNo: Number(payment.invoiceNumber),
      Amount: payment.amount,
      Type: payment.type,
      RefNo: payment.reference,
      ...(payment.date !== undefined && { PaymentDate: payment.date }),
      ...(payment.note !== undefined && { PaymentNotes: payment.note }),
      InternalNotes: payment.internalNote,
      // The whole balance is paid.
      AutoCloseInvoice: true,
    },
    send,
  );
