/** Records of the world. They are never changed in place: a change puts a new object into its table. Days are
 * `YYYY-MM-DD`, moments ISO 8601 in UTC, amounts decimal strings with two places. */

export interface Stamp {
  createdBy: string;
  createdOn: string;
  updatedBy: string;
  updatedOn: string;
}

export interface PartyRecord extends Stamp {
  partyId: string;
  kind: 'person' | 'organization';
  uniformId: string;
  firstName?: string;
  lastName?: string;
  /** What the person is called; absent: the first name. */
  informalName?: string;
  /** `Ms.` */
  namePrefix?: string;
  name: string;
  email?: string;
  city?: string;
  customerType: string;
  joinDate?: string;
  paidThru?: string;
  renewedThru?: string;
  /** Chapter code, e.g. `EAST`; empty when none. */
  chapter: string;
  /** Further attributes and collections a PUT has set, kept as they came. */
  attributes: Record<string, string | boolean | number>;
  extra: Record<string, unknown>;
}

export interface CustomerType {
  code: string;
  description: string;
  /** Only billable types get PaidThruDate and RenewedThruDate moved (RESTRICTED flow 1). */
  billable: boolean;
  member: boolean;
  /** The product that is this type's primary fee. */
  primaryItem?: string;
}

export interface Product {
  itemId: string;
  name: string;
  itemClass: 'DUES' | 'SUB' | 'CHAPT' | 'SALES';
  className: string;
  /** Standard (non-member) price and member price. */
  price: string;
  memberPrice: string;
  termMonths: number;
  /** Accrual products cannot be imported (facts 3). */
  accrual?: boolean;
  /** How many an order line may ask for; absent: one. */
  maximumQuantity?: number;
}

export interface SubscriptionRecord {
  partyId: string;
  itemId: string;
  /** 0 Active, 1 Inactive. */
  status: 0 | 1;
  isMemberComponent: boolean;
  isComplimentary: boolean;
  copies: number;
  beginDate?: string;
  billBegin?: string;
  billThrough?: string;
  paidThru?: string;
  billedAmount: string;
  paymentAmount: string;
  /** Money in an unposted batch; only for legacy cash invoices, which have no record of their own. */
  pendingAmount: string;
  adjustmentAmount: string;
  previousBalance: string;
  adjustmentReason: string;
  billToPartyId: string;
  billDate?: string;
  invoiceId?: string;
  /** Run that billed the present term: a legacy invoice is named after it. */
  billingLogKey?: string;
  /** The present term is on an accrual basis. */
  accrual?: boolean;
  /** Batch whose posting makes the invoice of the present term. */
  awaitsBatch?: string;
  cancelledAsOf?: string;
  sourceCode?: string;
  paymentDate?: string;
  continuousSince?: string;
  dateAdded: string;
  lastUpdated: string;
  updatedBy: string;
}

export interface InvoiceLineRecord {
  invoiceLineId: string;
  lineNumber: number;
  itemId: string;
  shipTo: string;
  amount: string;
  paid: string;
  credit: string;
  pending: string;
  adjustment: string;
  billBegin?: string;
  billThrough?: string;
}

/** A persisted cash invoice. */
export interface InvoiceRecord {
  invoiceId: string;
  billTo: string;
  date: string;
  createdOn: string;
  purpose: number;
  lines: InvoiceLineRecord[];
  reversed: boolean;
  autoPayInstructionId?: string;
  /** Of the order that made it. */
  note?: string;
  sourceCode?: string;
}

/** What a legacy invoice carries beside its rows. */
export interface InvoiceMark {
  autoPayInstructionId?: string;
  /** InvoicePurpose, when the rows do not tell it. */
  purpose?: number;
}

export interface PaymentApplicationRecord {
  applicationId: string;
  invoiceId: string;
  invoiceLineId: string;
  lineNumber: number;
  amount: string;
  /** Taken back of it by reversal or refund. */
  takenBack?: string;
}

export interface PaymentRecord {
  paymentId: string;
  payor: string;
  date: string;
  createdOn: string;
  createdBy: string;
  amount: string;
  /** Pending 0, Voided 1, Paid 2, Processed 3, Reversed 4, PartiallyRefunded 5, Refunded 6. */
  status: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  methodId: string;
  reference: string;
  gatewayReference?: string;
  batchId?: string;
  note?: string;
  currency: string;
  reversedOn?: string;
  /** Reversal 1, Refund 2, Void 3; absent: Standard. */
  category?: 1 | 2 | 3;
  originalPaymentId?: string;
  applications: PaymentApplicationRecord[];
}

/** Money of a party that is applied to nothing. */
export interface CreditRecord {
  creditId: string;
  partyId: string;
  amount: string;
  paymentId: string;
}

export interface GroupRecord {
  groupId: string;
  name: string;
  groupClass: 'CHAPT' | 'COMMITTEE';
}

export interface GroupDetailRecord {
  detailId: string;
  roleId: string;
  isActive: boolean;
  effectiveDate?: string;
  expirationDate?: string;
  note?: string;
  title?: string;
}

export interface GroupMemberRecord {
  groupId: string;
  partyId: string;
  joinDate?: string;
  dropDate?: string;
  isActive: boolean;
  details: GroupDetailRecord[];
}

export interface PaymentMethod {
  methodId: string;
  paymentType: 'Cash' | 'Check' | 'CreditCard';
  name: string;
}
