/** What a report says of chapters. Pure. */
import type { ChangeChapter } from '../../../workflows/contracts/inputs.js';
import { groupIdOf } from '../../steps/chapters/chapter.js';
import type { Claim, MembershipClaim } from '../claim.js';
import { isOurs, standing, text, undone } from './steps.js';
import type { Reading } from './reading.js';

export function changeChapterClaims(reading: Reading<ChangeChapter>): Claim[] {
  const { partyId, add, to, remove, from } = reading.input;
  const [joined, left] = [add ?? to, remove ?? from];
  return [...(joined === undefined ? [] : joinClaims(reading, partyId, joined)), ...(left === undefined ? [] : leaveClaims(reading, partyId, left))];
}

export const joinClaims = (reading: Reading<unknown>, partyId: string, chapter: string): Claim[] => claims(reading, { partyId, groupId: groupIdOf(chapter) }, 'join chapter', true);
const leaveClaims = (reading: Reading<unknown>, partyId: string, chapter: string): Claim[] => claims(reading, { partyId, groupId: groupIdOf(chapter) }, 'leave chapter', false);

function claims({ report }: Reading<unknown>, of: Pick<MembershipClaim, 'partyId' | 'groupId'>, name: string, active: boolean): Claim[] {
  const { partyChapter } = report.result;
  const told = partyChapter === null || typeof partyChapter === 'string' ? { partyChapter: text(partyChapter) ?? null } : {};
  const done = standing(report, name);
  if (done) return [{ kind: 'membership', ...of, active, ...told, ours: isOurs(done) }];
  // A step that was undone leaves things as they were before: a party that was put in is out.
  return undone(report, name) ? [{ kind: 'membership', ...of, active: !active, ours: true }] : [];
}
