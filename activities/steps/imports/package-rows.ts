/** Rows of a package, and what iMIS shows of them. */
import type { Imis } from '../../imis/api.js';
import type { DuesRow } from '../../imis/dues-import.js';
import { listSubscriptions, MAX_PARTY_IDS } from '../../imis/subscription-list.js';
import type { Subscription } from '../../imis/subscription.js';
import type { Row } from '../../imports/row.js';
import { equal, less, positive } from '../money.js';

/** Characters of ids in one address: IIS takes 2,048 of a query by default. */
const MAX_IDS_LENGTH = 1500;
/** A vertical bar, as it stands in an address. */
const SEPARATOR_LENGTH = 3;

/** The Subscription row of each, by place; undefined where there is none. One call, or few. Throws ReadFailed. */
export async function readRows(imis: Imis, rows: readonly Pick<Row, 'partyId' | 'productCode'>[]): Promise<(Subscription | undefined)[]> {
  const found = new Map<string, Subscription>();
  const itemIds = [...new Set(rows.map(({ productCode }) => productCode.toUpperCase()))];
  for (const partyIds of inAddresses([...new Set(rows.map(({ partyId }) => partyId))])) {
    // Many products would make the address long again; the others are left out below.
    const filter = itemIds.length <= 10 ? { partyIds, itemIds } : { partyIds };
    await listSubscriptions(imis, filter, (row) => void found.set(keyOf(row.partyId, row.itemId), row));
  }
  return rows.map(({ partyId, productCode }) => found.get(keyOf(partyId, productCode)));
}

const keyOf = (partyId: string, itemId: string): string => `${partyId.trim()}|${itemId.trim()}`.toLowerCase();

export function inAddresses(ids: readonly string[]): string[][] {
  const lists: string[][] = [];
  let length = Infinity;
  for (const id of ids) {
    length += id.length + SEPARATOR_LENGTH;
    if (length > MAX_IDS_LENGTH || lists.at(-1)!.length === MAX_PARTY_IDS) {
      lists.push([]);
      length = id.length + SEPARATOR_LENGTH;
    }
    lists.at(-1)!.push(id);
  }
  return lists;
}

/**
 * Does the row stand in iMIS already? By term, amount and PaidThru: whether it was paid with the same reference only
 * Payment could say. A membership that was ended since still stands: importing it again would record the payment twice.
 */
export function stands(row: Row, now: Subscription | undefined): boolean {
  if (
    now?.billBegin !== row.billBegin ||
    now.billThrough !== row.billThrough ||
    !equal(now.billedAmount, row.billedAmount)
  )
    return false;
  if (row.paidThru !== undefined) return now.paidThru !== undefined && now.paidThru >= row.paidThru;
  const unpaid = less(now.paymentAmount, row.paidAmount) && positive(now.balance);
  return !(positive(row.paidAmount) && unpaid);
}

/**
 * Has a term that begins later taken the place of this one? iMIS keeps one row for a party and product, so nobody can
 * see whether this term was imported. What an import of an older term over it does is unknown: it may set the dates
 * back and record the payment once more.
 */
export const replaced = (row: Row, now: Subscription | undefined): boolean =>
  now?.billBegin !== undefined && now.billBegin > row.billBegin;

/** After the package: a later term has taken the place of this one. */
export const movedOn = (row: Row, now: Subscription | undefined): boolean =>
  now?.billThrough !== undefined && now.billThrough > row.billThrough;

/** Does iMIS show what the row asked for, or a later term? */
export function shows(row: Row, now: Subscription | undefined): boolean {
  if (movedOn(row, now)) return true;
  const paid = row.paidThru === undefined || (now?.paidThru !== undefined && now.paidThru >= row.paidThru);
  return now?.billThrough === row.billThrough && paid;
}

/** A row as a party of a DuesImportPackage (facts 3): one item, and the payment when something was paid. */
export function toDuesRow(row: Row): DuesRow {
  const { externalId, partyId, billToPartyId, transactionDate, billBegin, billThrough, paidThru } = row;
  const { productCode, billedAmount, paidAmount, copies, paymentMethodId, paymentReference, batchId } = row;
  const payment = {
    amount: row.paymentAmount ?? paidAmount,
    methodId: paymentMethodId!,
    reference: paymentReference,
    batchId,
  };
  return {
    externalId,
    partyId,
    billToPartyId,
    transactionDate,
    billBegin,
    billThrough,
    paidThru,
    items: [{ productCode, billedAmount, paidAmount, copies }],
    // The rules of a row see to it that what was paid names its method.
    ...(positive(paidAmount) && { payment }),
  };
}
