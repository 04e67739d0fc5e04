/** SubscriptionData as iMIS sends it, and as we hold it. */
import { readDate } from './wire/date.js';
import { currencyOf, readMoney } from './wire/money.js';
import { flag, oneOf, type Raw, requiredText, text } from './wire/shape.js';

/** Amounts are decimal strings, dates `YYYY-MM-DD`, timestamps as the API gives them. */
export interface Subscription {
  partyId: string;
  itemId: string;
  active: boolean;
  billBegin?: string;
  billThrough?: string;
  beginDate?: string;
  paidThru?: string;
  billedAmount: string;
  balance: string;
  paymentAmount: string;
  previousBalance: string;
  futureCredits: string;
  adjustmentAmount: string;
  /** Empty when no amount of the row names one. */
  currency: string;
  decimals: number;
  invoiceId?: string;
  billToPartyId?: string;
  billDate?: string;
  cancelledAsOf?: string;
  sourceCode?: string;
  adjustmentReason?: string;
  accounting: 'cash' | 'accrual';
  isMemberComponent: boolean;
  isComplimentary: boolean;
  dateAdded?: string;
  lastUpdated?: string;
  updatedBy?: string;
}

const AMOUNTS = [
  'BilledAmount',
  'Balance',
  'PaymentAmount',
  'PreviousBalance',
  'FutureCredits',
  'AdjustmentAmount',
] as const;

/** Reads SubscriptionData. Throws ReadFailed when it is something else. */
export function parseSubscription(raw: Raw): Subscription {
  const unit = currencyOf(raw, AMOUNTS) ?? { currency: '', decimals: 2 };
  const zero = unit.decimals > 0 ? `0.${'0'.repeat(unit.decimals)}` : '0';
  const amount = (name: (typeof AMOUNTS)[number]) => readMoney(raw, name)?.amount ?? zero;
  return {
    partyId: requiredText(raw, 'PartyId'),
    itemId: requiredText(raw, 'ItemId'),
    active: oneOf(raw, 'Status', ['Active', 'Inactive']) === 'Active',
    billBegin: readDate(raw, 'BillBegin'),
    billThrough: readDate(raw, 'BillThrough'),
    beginDate: readDate(raw, 'BeginDate'),
    paidThru: readDate(raw, 'PaidThru'),
    billedAmount: amount('BilledAmount'),
    balance: amount('Balance'),
    paymentAmount: amount('PaymentAmount'),
    previousBalance: amount('PreviousBalance'),
    futureCredits: amount('FutureCredits'),
    adjustmentAmount: amount('AdjustmentAmount'),
    ...unit,
    invoiceId: text(raw, 'InvoiceId'),
    billToPartyId: text(raw, 'BillToPartyId'),
    billDate: readDate(raw, 'BillDate'),
    cancelledAsOf: readDate(raw, 'CancelledAsOf'),
    sourceCode: text(raw, 'SourceCode'),
    adjustmentReason: text(raw, 'AdjustmentReason'),
    accounting: oneOf(raw, 'AccountingMethod', ['Cash', 'Accrual']) === 'Cash' ? 'cash' : 'accrual',
    isMemberComponent: flag(raw, 'IsMemberComponent'),
    isComplimentary: flag(raw, 'IsComplimentary'),
    dateAdded: text(raw, 'DateAdded'),
    lastUpdated: text(raw, 'LastUpdated'),
    updatedBy: text(raw, 'UpdatedBy'),
  };
}
