/** LegacyBillingCycle: which products a renewal run bills (facts 4; RESTRICTED flow 3). */
import type { Imis } from './api.js';
import { entityAddress } from './wire/address.js';
import { single } from './wire/paged.js';
import { flag, isRecord, malformed, oneOf, type Raw, requiredText, sameId, text } from './wire/shape.js';
import { elements, wording } from './wire/texts.js';

export interface BillingCycle {
  cycleId: string;
  name: string;
  /** `default`: the cycle leaves it to the products. */
  accounting: 'default' | 'cash' | 'accrual';
  /** Ids of the items of all lists; undefined when a list cannot be read: unknown. The flags below may add more. */
  items?: string[];
  chapterItems?: string[];
  includeAllMembershipItems: boolean;
  includeAllChapters: boolean;
  includeAllSections: boolean;
  includeZeroBalance: boolean;
  isMembershipBilling: boolean;
  /** undefined when the release does not know it. */
  useSelectedAccountingBatch?: boolean;
}

const LISTS = [
  'DuesItemsToBill',
  'ChapterItemsToBill',
  'SectionItemsToBill',
  'SubscriptionItemsToBill',
  'MiscellaneousItemsToBill',
  'VoluntaryItemsToBill',
] as const;

/** GET /api/LegacyBillingCycle, `?EntityId=` for ids with spaces. undefined when there is none. Throws ReadFailed. */
export async function readBillingCycle(imis: Imis, cycleId: string): Promise<BillingCycle | undefined> {
  const { path, query } = entityAddress('LegacyBillingCycle', cycleId);
  const body = await imis.read(path, query);
  const raw = body === undefined ? undefined : single(body, 'LegacyBillingCycle');
  if (raw === undefined) return undefined;
  const cycle = parseBillingCycle(raw);
  return sameId(cycle.cycleId, cycleId) ? cycle : malformed('another LegacyBillingCycle came than was asked for');
}

/** Reads LegacyBillingCycleData. Throws ReadFailed when it is something else. */
export function parseBillingCycle(raw: Raw): BillingCycle {
  const cycleId = requiredText(raw, 'LegacyBillingCycleId');
  const lists = LISTS.map((name) => itemIds(raw[name]));
  return {
    cycleId,
    name: text(raw, 'Name') ?? cycleId,
    accounting: accounting(raw),
    items: lists.every((one) => one !== undefined) ? [...new Set(lists.flat())] : undefined,
    chapterItems: itemIds(raw.ChapterItemsToBill),
    includeAllMembershipItems: flag(raw, 'IncludeAllMembershipItems'),
    includeAllChapters: flag(raw, 'IncludeAllChapters'),
    includeAllSections: flag(raw, 'IncludeAllSections'),
    includeZeroBalance: flag(raw, 'IncludeZeroBalance'),
    isMembershipBilling: flag(raw, 'IsMembershipBilling'),
    useSelectedAccountingBatch:
      'UseSelectedAccountingBatch' in raw ? flag(raw, 'UseSelectedAccountingBatch') : undefined,
  };
}

function accounting(raw: Raw): BillingCycle['accounting'] {
  const method = oneOf(raw, 'AccountingMethod', ['Default', 'Cash', 'Accrual']);
  return method === 'Default' ? 'default' : method === 'Cash' ? 'cash' : 'accrual';
}

/** Absent is empty, as all defaults are. undefined: one of the elements cannot be read as the id of one item. */
function itemIds(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return [];
  const ids = elements(value)?.map(itemId);
  return ids?.every((id) => id !== undefined) ? ids : undefined;
}

/**
 * The form of an element is not documented: an id, an item summary, or a property as in the cycle's BillingCategories,
 * whose sample has the same in Name and Value. `*ALL*` stands for many items; with two different texts, which one is
 * the id is unknown.
 */
function itemId(element: unknown): string | undefined {
  const id = isRecord(element) && !('$value' in element) ? idInside(element) : wording(element);
  return id === undefined || id.includes('*') ? undefined : id;
}

function idInside(element: Raw): string | undefined {
  const id = wording(element.ItemId);
  if (id !== undefined) return id;
  const name = wording(element.Name);
  const value = wording(element.Value) ?? name;
  return name === undefined || sameId(name, value) ? value : undefined;
}
