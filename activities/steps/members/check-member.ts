/** What a party's restricted properties are, held against what is wished (RESTRICTED). Reads only, before any write. */
import type { MoneyDate } from '../../../workflows/contracts/member-properties.js';
import { chapterCode } from '../../../workflows/contracts/keys.js';
import { readParty, type Party } from '../../imis/party.js';
import { sameId } from '../../imis/wire/shape.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { found, readOnly, refused } from '../reads.js';

export interface RestrictedWish {
  partyId: string;
  /** null: out of the chapter. */
  chapter?: string | null;
  customerTypeCode?: string;
  dates: Partial<Record<MoneyDate, string>>;
}

export interface RestrictedFound {
  /** Restricted properties that are as wished: no change. */
  unchanged: string[];
  /** Dates that are not. */
  toMove: MoneyDate[];
  /** The chapter to leave, the one to join. Absent: Chapter is as wished, or not wished. */
  chapter?: { from: string | null; to: string | null };
}

const datesToMove = (party: Party, dates: RestrictedWish['dates']): MoneyDate[] =>
  (Object.keys(dates) as MoneyDate[]).filter((name) => party[name] !== dates[name]);

export const checkMember = ({ imis }: TenantRuntime) =>
  readOnly<RestrictedWish, RestrictedFound>(async ({ partyId, chapter, customerTypeCode, dates }) => {
    const party = await readParty(imis, partyId);
    if (!party) return refused(`there is no party ${partyId}`);
    if (customerTypeCode !== undefined && !sameId(party.customerTypeCode, customerTypeCode))
      return refused('CustomerTypeCode of an existing member is changed by no flow: iMIS sets it when somebody joins (joinMember)');
    const toMove = datesToMove(party, dates);
    const present = party.chapter ?? null;
    const moves = chapter !== undefined && (present === null || chapter === null ? present !== chapter : chapterCode(present) !== chapterCode(chapter));
    const unchanged = [
      ...(customerTypeCode === undefined ? [] : ['customerTypeCode']),
      ...(chapter === undefined || moves ? [] : ['chapter']),
      ...Object.keys(dates).filter((name) => !toMove.some((one) => one === name)),
    ];
    const left = [...toMove, ...(moves ? ['chapter'] : [])];
    const evidence = left.length > 0 ? `to be changed: ${left.join(', ')}` : `as wished: ${unchanged.join(', ')}`;
    return found({ unchanged, toMove, ...(moves && { chapter: { from: present, to: chapter } }) }, evidence);
  });

/** Have the dates moved as wished? What money moves may come with the posting of a batch: it is waited for. */
export const checkDates = ({ imis }: TenantRuntime) =>
  readOnly<{ partyId: string; dates: RestrictedWish['dates'] }, { notMoved: MoneyDate[] }>(async ({ partyId, dates }) => {
    const party = await readParty(imis, partyId);
    if (!party) return refused(`there is no party ${partyId}`);
    const notMoved = datesToMove(party, dates);
    if (notMoved.length === 0) return found({ notMoved }, `as wished: ${Object.keys(dates).join(', ')}`);
    return { ...found({ notMoved }, `not as wished: ${notMoved.join(', ')}`), unconfirmed: true };
  });
