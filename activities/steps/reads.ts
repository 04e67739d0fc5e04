/** Steps that only read: what would be refused is found out before anything is changed. */
import { readGroup } from '../imis/group.js';
import { readPrice } from '../imis/price.js';
import type { TenantRuntime } from '../tenants/runtime.js';
import type { Sight, Write } from '../write/write.js';
import { groupIdOf } from './chapters/chapter.js';
import { asMoney, less } from './money.js';

/** A look whose finding is the result. */
export function readOnly<Input, Result>(look: (input: Input) => Promise<Sight<Result, never>>): Write<Input, never, Result> {
  return {
    targets: () => [],
    look: ({ input }) => look(input),
    send: () => Promise.reject(new Error('a reading step sends nothing')),
  };
}

export const found = <Result>(result: Result, evidence: string): Sight<Result, never> => ({ change: 'there', owner: 'us', result, evidence });
export const refused = (evidence: string): Sight<never, never> => ({ change: 'blocked', outcome: 'rejected', evidence });

/** PartyItemPrice: what iMIS will charge (SUBSCRIPTION). Too dear ends the flow before anything is created. */
export const previewPrice = ({ imis }: TenantRuntime) =>
  readOnly<{ partyId: string; itemId: string; maxAmount: string | number }, { price: string }>(async ({ partyId, itemId, maxAmount }) => {
    const price = await readPrice(imis, partyId, itemId);
    if (!price) return refused(`iMIS has no price of ${itemId} for the party`);
    const max = asMoney(maxAmount);
    if (less(max, price.amount)) return refused(`the price is ${price.amount}, more than maxAmount ${max}`);
    return found({ price: price.amount }, `the price is ${price.amount} ${price.currency}`);
  });

/** The chapter to join exists. */
export const checkChapter = ({ imis }: TenantRuntime) =>
  readOnly<{ chapter: string }, { groupId: string }>(async ({ chapter }) => {
    const groupId = groupIdOf(chapter);
    return (await readGroup(imis, groupId)) ? found({ groupId }, `${groupId} exists`) : refused(`there is no group ${groupId}`);
  });
