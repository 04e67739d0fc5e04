/** Records of the YourMembership world. They are never changed in place. Days are `YYYY-MM-DD`, moments ISO 8601 in UTC,
 * amounts decimal strings with two places. */

export interface YmMember {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  isMember: boolean;
  membershipId: number;
  /** Last day of the membership; absent: none was ever paid. */
  expires?: string;
  /** Its open invoice will be charged to a stored card. */
  awaitingAutoBill: boolean;
}

/** A rule or surcharge that can be chosen for one membership. */
export interface YmRule {
  id: number;
  name: string;
  description: string;
  amount: string;
}

export interface YmModifier extends YmRule {
  required: boolean;
}

export interface YmMembership {
  id: number;
  code: string;
  name: string;
  duesAmount: string;
  proRatedDues: boolean;
  /** Share of the dues that is due at present; 1 when dues are not prorated. */
  proRateFactor: number;
  allowMultipleOpenInvoices: boolean;
  termMonths: number;
  rules: YmRule[];
  modifiers: YmModifier[];
}

export interface YmPromoCode {
  id: number;
  membershipId: number;
  code: string;
  friendlyName: string;
  flatDiscount?: string;
  /** 10 takes a tenth off. */
  percentDiscount?: number;
  start: string;
  expires?: string;
  onePerUser: boolean;
}

export interface YmInvoiceLine {
  lineId: number;
  type: 'Dues' | 'Modifier' | 'Rule';
  description: string;
  amount: string;
  quantity: number;
}

/** A dues invoice and its transaction. */
export interface YmInvoice {
  number: number;
  guid: string;
  transactionId: number;
  memberId: number;
  membershipId: number;
  total: string;
  lines: YmInvoiceLine[];
  promoCode?: string;
  /** `invoice.comment` and `Description` of the request. */
  comment: string;
  description: string;
  date: string;
  createdOn: string;
  createdBy: string;
  /** When the member's term ended before. */
  expiryBefore?: string;
  closedOn?: string;
  closedBy?: string;
}

export interface YmPayment {
  id: number;
  lineId: number;
  invoiceNumber: number;
  amount: string;
  type: 'ach' | 'cash' | 'cc' | 'check';
  reference: string;
  date: string;
  createdOn: string;
  createdBy: string;
}
