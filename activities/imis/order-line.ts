/**
 * Three tiers of order lines: billing cycle, category, item (vendor page NONDUES, step 4). Their ids are GUIDs made by
 * the client (facts 6.2): ours come from a mark, so that our lines are known again in a cart that others may use too.
 */
import { createHash } from 'node:crypto';
import type { ItemSet, SetItem } from './item-set.js';
import { writeDate } from './wire/date.js';
import { child, members, type Raw, sameId, text } from './wire/shape.js';
import { collection, commerce } from './wire/type.js';

export interface CycleLine {
  set: ItemSet;
  chosen: { item: SetItem; quantity: number }[];
  /** All items of the cycle stand in the line, those not chosen without an amount: so ASI's own sample joins (facts 6.2). */
  whole?: boolean;
}

/** Default length as on the vendor's page: left out, a number is 0 on the wire (facts 2.2). */
export interface OrderTerm {
  begin: string;
  months?: number;
}

const PAGE_MONTHS = 12;

const quantityType = `System.Nullable\`1[[${commerce('QuantityData')}]], mscorlib`;

/** `Amount` left out means: not ordered. */
const quantity = (amount: number) => ({ $type: quantityType, ...(amount > 0 && { Amount: amount }) });

/** The line of one billing cycle with what is bought of it. */
export function orderLine({ set, chosen, whole = false }: CycleLine, mark: string, term?: OrderTerm): Raw {
  const amountOf = (item: SetItem): number => chosen.find((one) => one.item === item)?.quantity ?? 0;
  const categories = set.categories
    .map((category) => ({ ...category, items: category.items.filter((item) => whole || amountOf(item) > 0) }))
    .filter((category) => category.items.length > 0);
  const lines = categories.map(({ raw, items }) => {
    const below = items.map((item) => line(item.raw, amountOf(item)));
    return line(raw, items.some((item) => amountOf(item) > 0) ? 1 : 0, below);
  });
  const top = line(set.raw, 1, lines);
  return stamped(term ? { ...top, LineGroupTerms: termOf(term) } : top, mark);
}

const line = (item: Raw, amount: number, below?: Raw[]): Raw => ({
  $type: commerce('OrderLineData'),
  ...(below && { ChildOrderLines: collection(commerce('OrderLineDataCollection'), below) }),
  Item: item,
  QuantityOrdered: quantity(amount),
});

const termOf = ({ begin, months }: OrderTerm): Raw => ({
  $type: commerce('OrderLineGroupTermData'),
  GroupTermEffectiveDate: writeDate(begin),
  GroupTermLength: months ?? PAGE_MONTHS,
  IsTermDateOverridden: true,
  ...(months !== undefined && { IsTermLengthOverridden: true }),
});

/** The line and all below it, with the ids that the mark gives them. */
export function stamped(raw: Raw, mark: string, above = ''): Raw {
  const path = `${above}>${itemIdOf(raw)}`;
  const below = childLines(raw).map((one) => stamped(one, mark, path));
  return {
    ...raw,
    OrderLineId: lineId(mark, path),
    ...(below.length > 0 && { ChildOrderLines: collection(commerce('OrderLineDataCollection'), below) }),
  };
}

/** Did this mark make the line, with all below it? */
export function isStamped(raw: Raw, mark: string, above = ''): boolean {
  const path = `${above}>${itemIdOf(raw)}`;
  return sameId(text(raw, 'OrderLineId'), lineId(mark, path)) && childLines(raw).every((one) => isStamped(one, mark, path));
}

const childLines = (raw: Raw): Raw[] => members(raw.ChildOrderLines, 'OrderLineData.ChildOrderLines');

const itemIdOf = (raw: Raw): string => text(child(raw, 'Item') ?? {}, 'ItemId') ?? '';

/** A GUID in the form of a name-based one (RFC 9562, version 8). */
function lineId(mark: string, path: string): string {
  const hex = createHash('sha256').update(`${mark}\n${path.toUpperCase()}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
