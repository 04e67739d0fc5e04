/** RemittanceData: how an order or an invoice is paid (vendor page RESTRICTED flow 1 step 3; facts 6.2). */
import { writeDate } from './wire/date.js';
import type { Raw } from './wire/shape.js';
import { collection, commerce, party } from './wire/type.js';

export interface ComboPayment {
  /** The tenant's PaymentMethodId, such as CASH. */
  methodId: string;
  /** PaymentType of the method: Cash, Check, CreditCard ... */
  type: string;
  /** Check number or short payment reference; found again as PaymentReference of the Payment. */
  reference: string;
  payorPartyId: string;
  /** A stored payment account. Never a card number. */
  token?: string;
  date?: string;
  batchId?: string;
  gatewayAccountId?: string;
  note?: string;
}

/** A part of the payment, for one invoice or one of its lines. */
export interface Application {
  invoiceId: string;
  lineId?: string;
  amount: string;
}

/** `money` writes an amount in the currency of what is paid. */
export const remittance = (payment: ComboPayment, money: (amount: string) => Raw, amount: string, applications: readonly Application[] = []): Raw => ({
  $type: commerce('RemittanceData'),
  Amount: money(amount),
  PaymentMethod: {
    $type: commerce('PaymentMethodData'),
    PaymentMethodId: payment.methodId,
    PaymentType: payment.type,
    ...(payment.gatewayAccountId !== undefined && { GatewayAccountId: payment.gatewayAccountId }),
  },
  PayorParty: party(commerce('CustomerPartyData'), payment.payorPartyId),
  ReferenceNumber: payment.reference,
  ...(payment.date !== undefined && { PaymentDate: writeDate(payment.date) }),
  ...(payment.note !== undefined && { Note: payment.note }),
  // The member that holds the account's id is inferred from the vendor's naming; no sample of it is published.
  ...(payment.token !== undefined && {
    PaymentToken: { $type: commerce('AutoPayAccountData'), AutoPayAccountId: payment.token },
  }),
  ...(applications.length > 0 && {
    Applications: collection(
      commerce('RemittanceApplicationDataCollection'),
      applications.map((one) => ({
        $type: commerce('RemittanceApplicationData'),
        ApplicationAmount: money(one.amount),
        InvoiceId: one.invoiceId,
        ...(one.lineId !== undefined && { InvoiceLineId: one.lineId }),
      })),
    ),
  }),
});

/** "Pay later" (NONDUES step 7): nothing is paid, an open invoice is made. Without payor, reference and PaymentType, as on the page. */
export const payLater = (amount: Raw): Raw => ({
  $type: commerce('RemittanceData'),
  Amount: amount,
  PaymentToken: { $type: commerce('AutoPayAccountData'), PaymentMethodIsReadOnly: false },
  PaymentMethod: { $type: commerce('PaymentMethodData'), PaymentMethodId: 'BillMe' },
});
