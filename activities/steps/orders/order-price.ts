/** Makes the order of a purchase and lets iMIS price it (NONDUES steps 2, 4 and 5). Reads only. */
import { ReadFailed } from '../../http/answer.js';
import type { Imis } from '../../imis/api.js';
import { findItem, itemCodeOf, productsOf, readItemSet, type ItemSet } from '../../imis/item-set.js';
import { newOrder, priceOrder, type PricedOrder } from '../../imis/order.js';
import type { CycleLine } from '../../imis/order-line.js';
import type { Tenant } from '../../tenants/tenant.js';
import { asMoney, less } from '../money.js';
import { blocked, productOf, type Blocked, type Purchase, type PurchaseItem } from './order.js';

/** What iMIS will not sell, with the cure. */
interface Refused {
  refused: string;
}

/** The order as iMIS prices it now. `mark` makes it known again. Throws ReadFailed. */
export async function priceNow({ imis, tenant }: { imis: Imis; tenant: Tenant }, purchase: Purchase, mark: string): Promise<PricedOrder | Refused> {
  const lines = await linesOf(imis, purchase);
  if ('refused' in lines) return lines;
  const { partyId, billToPartyId, termBegin, termMonths, sourceCode = tenant.markSourceCode ? mark : undefined } = purchase;
  const term = termBegin === undefined ? undefined : { begin: termBegin, ...(termMonths !== undefined && { months: termMonths }) };
  const order = newOrder({ partyId, billToPartyId, lines, term, sourceCode, mark });
  return await priceOrder(imis, order, mark).catch(whyNoPrice);
}

export function whyNoPrice(error: unknown): Refused {
  if (error instanceof ReadFailed && error.answer.kind === 'rejected') return { refused: `iMIS does not price the order: ${error.message}` };
  throw error;
}

async function linesOf(imis: Imis, { items, join = false }: Purchase): Promise<CycleLine[] | Refused> {
  const lines: CycleLine[] = [];
  for (const billingCycleId of new Set(items.map((item) => item.billingCycleId))) {
    const set = await readItemSet(imis, billingCycleId);
    const refused = set ? wrongCycle(set, billingCycleId, join) : noCycle(billingCycleId, join);
    if (refused !== undefined || !set) return { refused: refused ?? '' };
    const line = lineOf(set, items.filter((item) => item.billingCycleId === billingCycleId), join);
    if ('refused' in line) return line;
    lines.push(line);
  }
  return lines;
}

function lineOf(set: ItemSet, items: PurchaseItem[], join: boolean): CycleLine | Refused {
  const chosen: CycleLine['chosen'] = [];
  for (const one of items) {
    const { quantity = 1, billingCycleId } = one;
    const item = findItem(set, one.itemId);
    if (!item) return { refused: `the billing cycle "${billingCycleId}" does not sell ${productOf(one)}; it sells ${productsOf(set)}` };
    if (item.most !== undefined && quantity > item.most) return { refused: `iMIS sells at most ${item.most} of ${productOf(one)}, not ${quantity}` };
    chosen.push({ item, quantity });
  }
  return { set, chosen, ...(join && { whole: true }) };
}

const noCycle = (billingCycleId: string, join: boolean): string =>
  `iMIS has no item set ${itemCodeOf(billingCycleId)} of a billing cycle "${billingCycleId}"${
    join ? '' : ': is "Enable non-dues subscription purchases and renewal" selected in Settings > Membership, and is it a non-dues billing cycle (vendor page NONDUES)?'
  }`;

/** The item sets of membership cycles are named so in ASI's own sample (facts 6.2). */
function wrongCycle(set: ItemSet, billingCycleId: string, join: boolean): string | undefined {
  const membership = set.itemId.toUpperCase().startsWith('MEMBERSHIP-');
  if (membership && !join) return `"${billingCycleId}" is a membership billing cycle: use joinMember`;
  if (!membership && join) return `"${billingCycleId}" is no membership billing cycle: use purchaseNonDues`;
  return undefined;
}

/** Why this price must not be paid. */
export function priceProblem({ total, currency }: PricedOrder, { payment }: Purchase, outcome: Blocked['outcome']): Blocked | undefined {
  if (payment?.maxAmount !== undefined && less(asMoney(payment.maxAmount), total))
    return blocked(outcome, `the order costs ${total}, more than maxAmount ${asMoney(payment.maxAmount)}`);
  if (payment?.currency !== undefined && currency !== undefined && payment.currency !== currency)
    return blocked(outcome, `the order is in ${currency}, the payment in ${payment.currency}`);
  return undefined;
}
