/** What a tenant's API lets us do, and which flows need it: told before any call, since its refusal would come halfway. */
import { systemOf, type FlowName, type System } from './names.js';
import { wishedOf } from './member-properties.js';
import { byPropertyName, type Properties } from './property-names.js';

/**
 * Rights of the API user. How staff grant them differs from site to site, and no page gives the whole list (inferred):
 *
 * - `billing`: staff rights to bill memberships and subscriptions and to take payments (SUBSCRIPTION; RESTRICTED).
 * - `adjustments`: Dues level 4, to adjust, reverse or write off what was billed (facts 5.3).
 * - `chapters`: to add and remove group members (RESTRICTED, flow 2).
 * - `members`: to change a party.
 */
export const RIGHTS = ['billing', 'adjustments', 'chapters', 'members'] as const;
export type Right = (typeof RIGHTS)[number];

/** From which release an operation exists (SUBSCRIPTION; facts, version matrix). */
const SINCE = { subscription: '20.3.88', billedAmount: '20.3.129', allocation: '20.3.131', billDate: '20.3.131', bill: '20.3.135' } as const;

/** What workflow code knows of a tenant. Told by the worker, and never compared in a replay. */
export interface TenantProfile {
  heartbeatMs: number;
  /** The systems that it has an account of. */
  systems: System[];
  rights: readonly Right[];
  /** Such as `20.3.131`; absent: unknown, and the API itself refuses what it lacks. */
  release?: string;
}

/** Is one release older than another? Both in the form `20.3.131`. */
export function isBefore(release: string, other: string): boolean {
  const [own, wanted] = [release, other].map((text) => text.split('.').map(Number));
  const at = wanted!.findIndex((part, index) => part !== own![index]);
  return at >= 0 && (own![at] ?? 0) < wanted![at]!;
}

/** Payment of single lines of an invoice. */
export const hasAllocation = (release: string): boolean => !isBefore(release, SINCE.allocation);

/** Members of inputs that decide what is needed. */
interface Decisive {
  bill?: unknown;
  chapter?: unknown;
  lines?: unknown;
  openBalance?: unknown;
  set?: Properties;
}

/** Why the tenant cannot be served with this flow as asked, with the cure; goes on after its name. undefined: it can. */
export function forbidden(flow: FlowName, input: object, { rights, release }: Pick<TenantProfile, 'rights' | 'release'>): string | undefined {
  if (systemOf(flow) !== 'iMIS') return undefined;
  const right = rightsFor(flow, input).find((one) => !rights.includes(one));
  if (right) return `has an API user without the right "${right}", which ${flow} needs here: staff grant it in iMIS, then it is added to the tenant's rights`;
  const lacking = release === undefined ? undefined : operationsOf(flow, input).find(({ since }) => isBefore(release, since));
  return lacking && `has release ${release}, and ${lacking.what} exists from ${lacking.since} on: ask without it, or correct the tenant's release`;
}

function rightsFor(flow: FlowName, { chapter, openBalance, set }: Decisive): Right[] {
  switch (flow) {
    case 'changeChapter':
      return ['chapters'];
    case 'enrolMember':
      return chapter === undefined ? ['billing'] : ['chapters', 'billing'];
    case 'modifySubscription':
      return openBalance === 'reverse' || openBalance === 'writeOff' ? ['billing', 'adjustments'] : ['billing'];
    case 'updateMember':
      return rightsForProperties(set ?? {});
    default:
      return ['billing'];
  }
}

/** Each way a property goes needs its own (RESTRICTED, "Which property, which flow"). */
function rightsForProperties(set: Properties): Right[] {
  const { plain, chapter, dates } = wishedOf(set);
  return [
    ...(Object.keys(plain).length > 0 ? ['members' as const] : []),
    ...(chapter === undefined ? [] : ['chapters' as const]),
    ...(Object.keys(dates).length > 0 ? ['billing' as const] : []),
  ];
}

/** Operations that older releases lack, by the member that asks for them. */
function operationsOf(flow: FlowName, { bill, lines, set }: Decisive): { what: string; since: string }[] {
  const changed = flow === 'modifySubscription' ? byPropertyName(set ?? {}) : {};
  const viaSubscription = flow === 'purchaseSubscription' || flow === 'enrolMember' || flow === 'modifySubscription';
  return [
    { asked: viaSubscription, what: `the Subscription endpoint of ${flow}`, since: SINCE.subscription },
    { asked: 'billedAmount' in changed, what: 'a change of billedAmount', since: SINCE.billedAmount },
    { asked: 'billDate' in changed, what: 'a change of billDate', since: SINCE.billDate },
    { asked: lines !== undefined, what: 'payment of single lines', since: SINCE.allocation },
    { asked: bill === false, what: 'bill: false', since: SINCE.bill },
  ].filter(({ asked }) => asked);
}
