import type { Match } from '../simulator/index.js';
import { ymClientId } from '../simulator/ym/store.js';

/** Requests to the APIs of both vendors, log-ins left out. */
export const API = /^\/(?:api|Ams\/\d+)\//;

/** One API call of a script, as a clean run made it. */
export interface CallOfScript {
  /** Counted from 1 over all calls below `API`. */
  k: number;
  method: string;
  /** With the operation after a dot: `LegacyBilling.RunIndividual`. Of YourMembership: `Ams/Dues`. */
  entity: string;
  /** Counted from 1 over the calls of this method and entity: in how often something is read runs may differ. */
  nth: number;
}

/** Operations that only read or reckon are POSTs, too; a promo code is validated by a PUT. */
export const isWrite = ({ method, entity }: CallOfScript): boolean =>
  method !== 'GET' && !/\.(Get|UpdatePricing)|^Ams\/MembershipPromoCodes$/.test(entity);

/** How the tables and the scripts name a call. */
export const labelOf = ({ method, entity }: Pick<CallOfScript, 'method' | 'entity'>): string => `${method} ${entity}`;

/** The requests of a label. */
export function requestsOf(label: string): Match {
  const [method = '', name = ''] = label.split(' ');
  const [entity = '', operation] = name.split('.');
  const path = entity.startsWith('Ams/') ? entity.replace('Ams', `/Ams/${ymClientId}`) : `/api/${entity}`;
  return { method, path, ...(operation && { operation }) };
}

/** The request of a call. */
export const requestOf = (call: CallOfScript): Match => ({ ...requestsOf(labelOf(call)), nth: call.nth });

/** Numbers the calls of a run. */
export function numbered(made: { method: string; entity: string }[]): CallOfScript[] {
  const seen = new Map<string, number>();
  return made.map((one, index) => {
    const nth = (seen.get(labelOf(one)) ?? 0) + 1;
    seen.set(labelOf(one), nth);
    return { k: index + 1, method: one.method, entity: one.entity, nth };
  });
}
