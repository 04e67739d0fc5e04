import type { Snapshot } from '../world/snapshot.js';
import type { Claim } from './claims.js';
import { fieldName } from './fields.js';

type Input = Record<string, unknown>;

const object = (value: unknown): Input => (typeof value === 'object' && value !== null ? (value as Input) : {});

/** How `updateMember` moves dates: `with` names one of three doors. */
export function doorsOf(input: Input): Claim['sells'] {
  const { importRow, renewal, purchase } = object(input.with);
  const partyId = String(input.partyId);
  if (importRow) return [{ partyId, by: 'import' }];
  if (renewal) return [{ partyId, by: 'renewal' }];
  if (!purchase) return [];
  const { itemId, beginDate } = object(purchase);
  return [{ partyId, itemId: String(itemId), begin: String(beginDate).slice(0, 10) }];
}

/** The payment of `updateMember`, behind the door that takes one. */
export const paymentBehind = (input: Input): Input => {
  const { renewal, purchase } = object(input.with);
  return object(object(renewal).payment ?? object(purchase).payment);
};

/** The chapter that `updateMember` wishes, and the one it leaves for that: what the party's Chapter was before. */
export function chapterWish(input: Input, before: Snapshot | undefined): { joins?: string; leaves?: string } {
  const found = Object.entries(object(input.set)).find(([name]) => fieldName(name) === 'chapter');
  if (!found) return {};
  const wished = String(found[1] ?? '');
  const former = before?.parties[String(input.partyId)]?.chapter ?? '';
  return { ...(wished ? { joins: wished } : {}), ...(former && former !== wished ? { leaves: former } : {}) };
}
