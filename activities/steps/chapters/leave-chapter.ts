/** Takes a party out of a chapter (RESTRICTED flow 2, remove). */
import { readGroupMember, removeGroupMember, type GroupMember } from '../../imis/group-member.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { ownerOf, type Write } from '../../write/write.js';
import { chapterTarget, groupIdOf, partyChapter, readChapter, type ChapterBefore } from './chapter.js';

export interface LeaveChapter {
  partyId: string;
  chapter: string;
  /** A transfer from a chapter that is not held is refused. */
  mustHold?: boolean;
}

export interface LeftChapter {
  partyChapter: string | null;
}

export function leaveChapter(runtime: TenantRuntime): Write<LeaveChapter, ChapterBefore, LeftChapter> {
  const { imis } = runtime;
  let read: GroupMember | undefined;
  return {
    shared: true,
    targets: ({ partyId, chapter }) => [chapterTarget(partyId, groupIdOf(chapter))],

    async look(context) {
      const { partyId, chapter, mustHold } = context.input;
      const groupId = groupIdOf(chapter);
      read = await readGroupMember(imis, groupId, partyId);
      if (read?.active)
        return { change: 'none', before: await readChapter(runtime, groupId, partyId, read), evidence: `the party is in ${groupId}` };
      if (mustHold && !context.maybeSent) return { change: 'blocked', outcome: 'rejected', evidence: `the party is not in ${groupId}` };
      return {
        change: 'there',
        owner: context.before ? ownerOf(context, {}) : 'other',
        result: { partyChapter: await partyChapter(runtime, partyId) },
        evidence: `the party is not in ${groupId}`,
      };
    },

    send: (_context, options) => removeGroupMember(imis, read!.groupMemberId, options),
  };
}
