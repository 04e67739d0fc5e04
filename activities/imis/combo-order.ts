/** Paying invoices by ComboOrder. It cannot be read back: look for its effect in invoices and payments (facts 6.1). */
import { Decimal } from 'decimal.js';
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import type { InvoiceSummary } from './invoice.js';
import { type Application, type ComboPayment, remittance } from './remittance.js';
import { built } from './wire/built.js';
import { writeCurrency, writeMoney } from './wire/money.js';
import type { Raw } from './wire/shape.js';
import { collection, commerce, party } from './wire/type.js';

export interface InvoicePayment {
  /** Bill-to, originator and sold-to of the empty order. */
  partyId: string;
  /** As just read: they are sent back as received. */
  invoices: readonly InvoiceSummary[];
  /** Decimal string in `currency`. */
  amount: string;
  currency: string;
  decimals: number;
  payment: ComboPayment;
  applications?: readonly Application[];
}

/**
 * POST /api/ComboOrder with an order that has no lines (vendor page RESTRICTED, flow 1 step 3).
 * Answers `rejected`, with nothing sent, when the payment contradicts itself (see `comboOrder`).
 */
export async function payByComboOrder(imis: Imis, payment: InvoicePayment, send: Send = {}): Promise<Answer> {
  const made = built(() => comboOrder(payment));
  return 'refusal' in made ? made.refusal : imis.write('POST', 'ComboOrder', { ...send, body: made.body });
}

/**
 * Body of the ComboOrder. Throws RangeError when currencies differ, the applications do not add up to the amount, or a
 * batch is named: RemittanceData has no member for it (facts 6.2).
 */
export function comboOrder(input: InvoicePayment): Raw {
  const currency = writeCurrency(input.currency, input.decimals);
  return {
    $type: commerce('ComboOrderData'),
    Currency: currency,
    Order: orderWithoutLines(input.partyId, currency),
    Invoices: collection(
      commerce('InvoiceSummaryDataCollection'),
      input.invoices.map((one) => one.raw),
    ),
    Payments: collection(commerce('RemittanceDataCollection'), [invoicePayment(input)]),
  };
}

/** There is nothing new to be bought: the invoices are there (RESTRICTED flow 1, notes). */
export function orderWithoutLines(partyId: string, currency: Raw): Raw {
  const customer = party(commerce('CustomerPartyData'), partyId);
  return {
    $type: commerce('OrderData'),
    BillToCustomerParty: customer,
    OriginatorCustomerParty: customer,
    SoldToCustomerParty: customer,
    Currency: currency,
    Lines: collection(commerce('OrderLineDataCollection'), []),
    Delivery: collection(commerce('DeliveryDataCollection'), []),
  };
}

/** The payment alone. Throws RangeError as `comboOrder` does. */
export function invoicePayment(input: InvoicePayment): Raw {
  check(input);
  const { payment, amount, currency, decimals, applications } = input;
  return remittance(payment, (value) => writeMoney(value, currency, decimals), amount, applications);
}

function check({ invoices, amount, currency, applications, payment }: InvoicePayment): void {
  if (payment.batchId !== undefined) throw new RangeError('a ComboOrder cannot name a batch');
  if (invoices.some((one) => one.currency !== currency)) throw new RangeError('the invoices have another currency');
  if (!applications?.length) return;
  const sum = applications.reduce((total, one) => total.plus(one.amount), new Decimal(0));
  if (!sum.equals(amount)) throw new RangeError('the applications do not add up to the amount');
}

export type CardOutcome = 'declined' | 'voided' | 'charged-not-applied';

/**
 * What a failing card payment did, told by the vendor's texts (facts 6.3): nothing was charged; charged and voided at
 * the gateway; charged and not applied, which only a person can settle. undefined when the text is none of these.
 */
export function cardOutcome(message: string): CardOutcome | undefined {
  if (/payment was successful|void failed/i.test(message)) return 'charged-not-applied';
  if (/payment has not been collected/i.test(message)) return 'voided';
  if (/\bdeclined\b|submitted to .+ returned an error|too many failed requests/i.test(message)) return 'declined';
  return undefined;
}
