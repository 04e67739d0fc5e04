/** Puts a party in a chapter (RESTRICTED flow 2, add). A membership held before is left alone. */
import { addGroupMember, readGroupMember } from '../../imis/group-member.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { ownerOf, type Write } from '../../write/write.js';
import { billsTarget } from '../bills.js';
import { CHAPTER_ROLE, chapterTarget, groupIdOf, markedBy, partyChapter, readChapter, type ChapterBefore } from './chapter.js';

export interface JoinChapter {
  partyId: string;
  chapter: string;
  joinDate?: string;
  role?: string;
}

export interface JoinedChapter {
  groupMemberId: string;
  /** The party's Chapter as last read: an add does not replace another chapter. */
  partyChapter: string | null;
}

export function joinChapter(runtime: TenantRuntime): Write<JoinChapter, ChapterBefore, JoinedChapter> {
  const { imis } = runtime;
  return {
    shared: true,
    // Joining may bill the chapter's own row.
    targets: ({ partyId, chapter }) => [billsTarget(partyId), chapterTarget(partyId, groupIdOf(chapter))],

    async look(context) {
      const { partyId, chapter } = context.input;
      const groupId = groupIdOf(chapter);
      const member = await readGroupMember(imis, groupId, partyId);
      if (!member?.active)
        return { change: 'none', before: await readChapter(runtime, groupId, partyId, member), evidence: `the party is not in ${groupId}` };
      const marked = markedBy(member, context.marker);
      const { groupMemberId } = member;
      const holds = await partyChapter(runtime, partyId);
      const says = holds === groupId.replace(/^CHAPT\//, '') ? '' : `; the party's Chapter is ${holds ?? 'empty'}`;
      return {
        change: 'there',
        owner: ownerOf(context, marked === undefined ? {} : { marked }),
        result: { groupMemberId, partyChapter: holds },
        ids: { groupMemberId },
        evidence: `the party is in ${groupId}${says}`,
        records: [chapterTarget(partyId, groupId)],
      };
    },

    send: ({ input: { partyId, chapter, joinDate, role }, marker }, options) =>
      addGroupMember(
        imis,
        { groupId: groupIdOf(chapter), partyId, roleId: role ?? CHAPTER_ROLE, note: `Duesflow ${marker}`, ...(joinDate && { joinDate }) },
        options,
      ),
  };
}
