/** An invoice of YourMembership as reported? Its records tell of no change, so that a difference stays unknown. Pure. */
import type { InvoiceState } from '../../yourmembership/invoice-items.js';
import { equal, positive } from '../../steps/money.js';
import type { DuesClaim } from '../claim.js';
import { explain, type Finding, type Told } from './finding.js';

export interface DuesRecords {
  /** Of its transaction; undefined: none shows it. */
  transaction: { amount: string } | undefined;
  /** Only of an invoice that the flow has paid. */
  items: InvoiceState | undefined;
}

export function judgeDues({ invoiceNumber, memberId, amount, paidBy }: DuesClaim, { transaction, items }: DuesRecords, told: Told): Finding | undefined {
  const reported = `dues of ${amount} for member ${memberId}${paidBy === undefined ? '' : `, paid with reference ${paidBy}`}`;
  const differs = (found: string): Finding =>
    explain({ record: `YM invoice ${invoiceNumber}`, reported, found, changed: [], trace: 'perhaps', because: 'the records of YourMembership tell of no change: look in its admin site' }, told);
  if (!transaction) return differs('no dues transaction of the member shows it');
  if (!equal(transaction.amount, amount)) return differs(`it comes to ${transaction.amount}`);
  if (paidBy === undefined) return undefined;
  if (!items) return differs('its lines are not to be seen');
  if (positive(items.balance)) return differs(`${items.balance} of it is open`);
  // A later payment may stand in place of an earlier one.
  return items.references.includes(paidBy) ? undefined : differs('nothing is open of it, but no line shows the reference');
}
