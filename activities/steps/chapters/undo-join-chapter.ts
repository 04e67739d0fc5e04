/** Takes a party out of the chapter this flow put them in; a membership that was inactive before is inactive again, with its dates. */
import type { UndoInput } from '../../../workflows/contracts/reply.js';
import { putGroupMember, readGroupMember, removeGroupMember, type GroupMember } from '../../imis/group-member.js';
import { writeDate } from '../../imis/wire/date.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { Write } from '../../write/write.js';
import { chapterTarget, groupIdOf, markedBy, toMembership, type ChapterBefore, type Membership } from './chapter.js';
import type { JoinChapter, JoinedChapter } from './join-chapter.js';

type Undo = UndoInput<JoinChapter, JoinedChapter, ChapterBefore>;

export function undoJoinChapter({ imis }: TenantRuntime): Write<Undo, Membership, null> {
  let read: GroupMember | undefined;
  return {
    targets: ({ input: { partyId, chapter } }) => [chapterTarget(partyId, groupIdOf(chapter))],

    async look({ input: { input, owner }, before, marker }) {
      const groupId = groupIdOf(input.chapter);
      read = await readGroupMember(imis, groupId, input.partyId);
      if (!read?.active) {
        const evidence = before ? `the party is out of ${groupId} again` : `the party is not in ${groupId}: nothing to undo`;
        return { change: 'there', owner: before ? 'us' : 'other', result: null, evidence, provisional: true };
      }
      // Our own answer said "ours", or our note says so; what somebody else made stays.
      const ours = markedBy(read, marker) ?? (owner === 'us' ? true : undefined);
      if (ours === false) return { change: 'there', owner: 'other', result: null, evidence: `the membership of ${groupId} is not this flow's`, provisional: true };
      if (ours === undefined)
        return { change: 'blocked', outcome: 'unknown', evidence: `it cannot be told whether this flow or somebody else put the party in ${groupId}` };
      return { change: 'none', before: toMembership(read), evidence: `the party is still in ${groupId}` };
    },

    send({ input: { before } }, options) {
      const { groupMemberId, raw } = read!;
      const wasThere = before?.member;
      if (!wasThere) return removeGroupMember(imis, groupMemberId, options);
      const { joinDate, dropDate } = wasThere;
      const dates = { ...(joinDate && { JoinDate: writeDate(joinDate) }), ...(dropDate && { DropDate: writeDate(dropDate) }) };
      return putGroupMember(imis, groupMemberId, { ...raw, ...dates, IsActive: false }, options);
    },
  };
}
