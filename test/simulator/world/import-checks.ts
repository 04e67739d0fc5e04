import { dec } from '../wire/money.js';
import type { ImportItem, ImportParty } from './model-imports.js';
import { rowKey } from './store.js';
import type { Store } from './store.js';

function wrongItem(store: Store, partyId: string, item: ImportItem): string | undefined {
  const product = store.products.get(item.productCode);
  if (!product) return `Product ${item.productCode} does not exist.`;
  if (product.itemClass === 'SALES') return `Product ${item.productCode} is not a dues or subscription product.`;
  const accrual = product.accrual || store.subscriptions.get(rowKey(partyId, item.productCode))?.accrual;
  if (accrual) return `Product ${item.productCode} is not billed on a cash basis.`;
  const [billed, paid] = [dec(item.billedAmount), dec(item.paidAmount)];
  if (billed.lt(0) || paid.lt(0)) return `An amount of ${item.productCode} is negative.`;
  if (paid.gt(billed)) return `The paid amount of ${item.productCode} is greater than the billed amount.`;
  return undefined;
}

/** Why a party of a package cannot be imported; such an error leaves nothing of that party behind (inferred, facts 3). */
export function importError(store: Store, party: ImportParty): string | undefined {
  if (!store.parties.get(party.partyId)) return `Party ${party.partyId} does not exist.`;
  if (party.billToId && !store.parties.get(party.billToId)) return `Bill-to party ${party.billToId} does not exist.`;
  if (party.items.length === 0) return 'The party has no items.';
  if (party.billThru < party.billBegin) return 'BillThruDate is before BillBeginDate.';
  const { payment } = party;
  if (payment && !store.paymentMethods.get(payment.methodId)) {
    return `Payment method ${payment.methodId} does not exist.`;
  }
  if (payment && dec(payment.amount).lt(0)) return 'The payment amount is negative.';
  return party.items.map((item) => wrongItem(store, party.partyId, item)).find((why) => why !== undefined);
}

/** What is odd about a party that is imported all the same. */
export function importWarnings(store: Store, party: ImportParty): string[] {
  const warnings: string[] = [];
  for (const item of party.items) {
    const former = store.subscriptions.get(rowKey(party.partyId, item.productCode))?.paidThru;
    if (party.paidThru && former && party.paidThru < former) {
      warnings.push(`PaidThruDate of ${item.productCode} moves back from ${former} to ${party.paidThru}.`);
    }
  }
  const paid = party.items.reduce((total, item) => total.plus(item.paidAmount), dec(0));
  if (party.payment && !paid.eq(party.payment.amount)) {
    warnings.push('The payment amount differs from the sum of the paid amounts.');
  }
  return warnings;
}
