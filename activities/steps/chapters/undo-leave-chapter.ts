/** Puts a party back into the chapter this flow took them out of, with the former JoinDate and role. */
import type { UndoInput } from '../../../workflows/contracts/reply.js';
import { addGroupMember, readGroupMember } from '../../imis/group-member.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { Write } from '../../write/write.js';
import { CHAPTER_ROLE, chapterTarget, groupIdOf, type ChapterBefore } from './chapter.js';
import type { LeaveChapter, LeftChapter } from './leave-chapter.js';

type Undo = UndoInput<LeaveChapter, LeftChapter, ChapterBefore>;

export function undoLeaveChapter({ imis }: TenantRuntime): Write<Undo, { active: false }, null> {
  return {
    targets: ({ input: { partyId, chapter } }) => [chapterTarget(partyId, groupIdOf(chapter))],

    async look({ input: { input, before: held }, before }) {
      const groupId = groupIdOf(input.chapter);
      const member = await readGroupMember(imis, groupId, input.partyId);
      if (member?.active)
        return { change: 'there', owner: before ? 'us' : 'other', result: null, evidence: `the party is in ${groupId}`, provisional: true };
      if (!held?.member)
        return { change: 'blocked', outcome: 'unknown', evidence: `how the party held ${groupId} before is not known` };
      return { change: 'none', before: { active: false }, evidence: `the party is out of ${groupId}` };
    },

    send({ input: { input, before }, marker }, options) {
      const { joinDate, roleId = CHAPTER_ROLE } = before!.member!;
      const { partyId, chapter } = input;
      return addGroupMember(imis, { groupId: groupIdOf(chapter), partyId, roleId, note: `Duesflow ${marker}`, ...(joinDate && { joinDate }) }, options);
    },
  };
}
