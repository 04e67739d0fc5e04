import type { Claim } from './claims.js';

type Input = Record<string, unknown>;

const orderFlows = new Set(['purchaseNonDues', 'joinMember']);

/** Whether a flow buys by an order: several items, and perhaps several invoices, in one act. */
export const buysByOrder = (flow: string): boolean => orderFlows.has(flow);

/** Product behind the id of an item in a billing cycle (`NON-MEMBER_SUBSCRIPTIONS/JOUR`); `CHAPT/EAST` is one itself. */
const productOf = (itemId: string): string => itemId.replace(/^(?!CHAPT\/)[^/]+\//, '');

/** What an order may sell: the items named, and with a membership its dues item, whichever that is. */
export function orderedBy(flow: string, input: Input): Claim['sells'] {
  const who = { partyId: String(input.partyId) };
  const begin = typeof input.termBegin === 'string' ? { begin: input.termBegin.slice(0, 10) } : {};
  const items = Array.isArray(input.items) ? (input.items as Input[]) : [];
  const named = items.map((one) => ({ ...who, itemId: productOf(String(one.itemId)), ...begin }));
  return flow === 'joinMember' ? [...named, { ...who, ...begin, base: true }] : named;
}
