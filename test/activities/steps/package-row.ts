/** A row of a package, and the subscription that shows it. */
import type { Subscription } from '../../../activities/imis/subscription.js';
import type { Row } from '../../../activities/imports/row.js';

export const row: Row = {
  line: 2,
  externalId: 'L2',
  partyId: '7',
  productCode: 'REG',
  transactionDate: '2026-01-05',
  billBegin: '2026-01-01',
  billThrough: '2026-12-31',
  paidThru: '2026-12-31',
  billedAmount: '95.00',
  paidAmount: '95.00',
  paymentMethodId: 'CASH',
};
export const standing = {
  active: true,
  billBegin: '2026-01-01',
  billThrough: '2026-12-31',
  paidThru: '2026-12-31',
  billedAmount: '95.0',
  paymentAmount: '95.00',
  balance: '0.00',
} as Subscription;
/** The subscription with some members changed. */
export const now = (changes: Partial<Subscription>): Subscription => ({ ...standing, ...changes });
