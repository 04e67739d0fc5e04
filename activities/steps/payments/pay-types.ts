/** What a payment is asked for, what it finds due and what it leaves. */
import type { Payment } from '../../../workflows/contracts/inputs.js';
import type { PreparedCart } from '../orders/prepare-cart.js';
import type { Applied } from './pay-applications.js';
import type { OwnLine } from './pay-term.js';

export interface Pay {
  /** The bill-to party. */
  partyId: string;
  invoiceId?: string;
  /** All open invoices of the party: the list is fixed when it is sent. */
  allOpen?: boolean;
  invoiceType?: string;
  payment: Payment;
  lines?: { lineId: string; amount: string | number }[];
  /** A purchase pays its own line only, and its term must move. */
  own?: OwnLine;
  /** Through this cart; else by ComboOrder. */
  cart?: PreparedCart | undefined;
}

/** What was due right before the send. */
export interface Due {
  invoices: { invoiceId: string; owed: string; amount: string }[];
  amount: string;
  currency: string;
  /** Set when lines, not whole invoices, are paid. */
  applications?: Applied[];
}

export interface Paid {
  amount: string;
  reference: string;
  balance: string;
  pending: boolean;
  paidThru?: string | null;
}
