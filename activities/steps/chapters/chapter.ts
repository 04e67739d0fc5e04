/** What the chapter steps share (RESTRICTED flow 2). */
import type { GroupMember } from '../../imis/group-member.js';
import { readParty } from '../../imis/party.js';
import { readSubscription, type Subscription } from '../../imis/subscription.js';
import type { TenantRuntime } from '../../tenants/runtime.js';

export const CHAPTER_ROLE = 'SUBSCRIPTION:MEMBER';

/** `EAST` or `CHAPT/EAST` names the group `CHAPT/EAST`. */
export const groupIdOf = (chapter: string): string => (chapter.includes('/') ? chapter : `CHAPT/${chapter}`);

export interface Membership {
  active: boolean;
  joinDate?: string;
  dropDate?: string;
  roleId?: string;
}

/** A chapter membership and the chapter Subscription that belongs to it, as they stood; null when there was none. */
export interface ChapterBefore {
  member: Membership | null;
  /** The chapter's own row: its ItemId is the GroupId (inferred from the vendor's join sample, facts 6.2). */
  row: Subscription | null;
}

export const chapterTarget = (partyId: string, groupId: string): string => `chapter:${partyId}|${groupId.toUpperCase()}`;

export const toMembership = ({ active, joinDate, dropDate, details }: GroupMember): Membership => {
  const roleId = details[0]?.roleId;
  return { active, ...(joinDate && { joinDate }), ...(dropDate && { dropDate }), ...(roleId && { roleId }) };
};

export const hasMarker = (member: GroupMember, marker: string): boolean => member.details.some((detail) => detail.note?.includes(marker));

/** True or false when the tenant keeps our notes, undefined when it shows none at all. */
export const markedBy = (member: GroupMember, marker: string): boolean | undefined =>
  member.details.some((detail) => detail.note) ? hasMarker(member, marker) : undefined;

/** How the party stood in the chapter; `member` as just read. */
export async function readChapter({ imis }: TenantRuntime, groupId: string, partyId: string, member: GroupMember | undefined): Promise<ChapterBefore> {
  const row = await readSubscription(imis, partyId, groupId);
  return { member: member ? toMembership(member) : null, row: row ?? null };
}

/** The party's Chapter property: set by an add only when it was empty. */
export async function partyChapter({ imis }: TenantRuntime, partyId: string): Promise<string | null> {
  return (await readParty(imis, partyId))?.chapter ?? null;
}
