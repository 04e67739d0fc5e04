/** Fields of a Subscription: which a person may change, and who moves the others (SUBSCRIPTION; facts 5.1 and 5.2). */
import { propertyName } from './property-names.js';

/** What a field takes. `or null`: null empties it. */
export type FieldKind = 'date' | 'date or null' | 'money' | 'id' | 'text or null' | 'status';

/** The editable fields of the vendor's page, by their camelCase names. */
export const EDITABLE = {
  adjustmentReason: 'text or null',
  billToPartyId: 'id',
  cancelledAsOf: 'date or null',
  sourceCode: 'text or null',
  status: 'status',
  beginDate: 'date',
  billBegin: 'date',
  billThrough: 'date',
  paidThru: 'date or null',
  billedAmount: 'money',
  billDate: 'date',
} as const satisfies Record<string, FieldKind>;

export type EditableField = keyof typeof EDITABLE;
export const EDITABLE_FIELDS = Object.keys(EDITABLE) as EditableField[];

/** The page's second list: changed only while the row is not billed, or on a cash basis. */
export const CASH_ONLY: readonly EditableField[] = ['beginDate', 'billBegin', 'billThrough', 'paidThru', 'billedAmount', 'billDate'];

const BY_IMIS = 'is kept by iMIS itself and follows from what is billed and paid';
const PAYMENT = 'moves with payments: use payInvoice or reversePayment';
const ANOTHER = 'names the subscription itself: another one is made by purchaseSubscription';

const ELSEWHERE: Readonly<Record<string, string>> = {
  partyId: ANOTHER,
  itemId: ANOTHER,
  item: ANOTHER,
  productType: ANOTHER,
  balance: PAYMENT,
  paymentAmount: PAYMENT,
  paymentDate: PAYMENT,
  futureCredits: PAYMENT,
  previousBalance: BY_IMIS,
  adjustmentAmount: 'follows from adjustments of the invoice, which no flow makes but modifySubscription with openBalance',
  invoiceId: 'is given by iMIS when it bills: purchaseSubscription and renewMember bill',
  billSubscription: 'is sent as false with every change, so that none bills: purchaseSubscription and renewMember bill',
  isMemberComponent: 'is set when the subscription is made: purchaseSubscription takes it',
  isComplimentary: 'is set when the subscription is made: purchaseSubscription takes it',
  copies: 'cannot be changed through the API; importDues takes it',
  renewMonths: 'is not among the fields that the vendor says can be edited; no flow changes it',
  dateAdded: BY_IMIS,
  continuousSince: BY_IMIS,
  reminderCount: BY_IMIS,
  reminderDate: BY_IMIS,
  accountingMethod: BY_IMIS,
  lastUpdated: BY_IMIS,
  updatedBy: BY_IMIS,
};

/** The editable field of this name, in the vendor's form or in camelCase. */
export function editableField(name: string): EditableField | undefined {
  const field = propertyName(name);
  return EDITABLE_FIELDS.find((one) => one === field);
}

/** Why a field cannot be changed here, and which flow may. */
export const whyNotEditable = (name: string): string =>
  ELSEWHERE[propertyName(name)] ?? `is no field of a subscription that can be edited (${EDITABLE_FIELDS.join(', ')})`;

/** `Active` or `Inactive`, also as 0 and 1 (facts 5.1). undefined: neither. */
export function statusNamed(value: unknown): 'Active' | 'Inactive' | undefined {
  const given = String(value).trim().toLowerCase();
  if (given === '0' || given === 'active') return 'Active';
  return given === '1' || given === 'inactive' ? 'Inactive' : undefined;
}

/** Does this change end the subscription? */
export const cancels = ({ cancelledAsOf, status }: { cancelledAsOf?: unknown; status?: unknown }): boolean =>
  (cancelledAsOf !== undefined && cancelledAsOf !== null) || (status !== undefined && statusNamed(status) === 'Inactive');
