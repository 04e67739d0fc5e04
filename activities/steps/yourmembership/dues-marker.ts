import type { YmAccount } from '../../tenants/ym-account.js';
import { markerOf } from '../../write/marker.js';
import type { DuesTransaction } from '../../yourmembership/dues-transactions.js';

/**
 * What `invoice.comment` bears (domain-rules sections 1 and 2.10). Without a period one key serves every year, so the
 * expiry before tells the years apart. `marker`: of installation, key and step.
 */
export const duesMarker = (marker: string, { memberId, membershipId, expiry }: { memberId: string; membershipId: string; expiry?: string }): string =>
  markerOf(marker, `${memberId}:${membershipId}`, expiry ?? '-');

/** Where YM shows the comment is not known (facts, unknowns): any text, unless the tenant knows better. */
export const bears = ({ texts }: DuesTransaction, marker: string, { marker: member }: Pick<YmAccount, 'marker'>): boolean =>
  (member === undefined ? Object.values(texts) : [texts[member] ?? '']).some((one) => one.includes(marker));
