/** Is a party in a chapter, or out of it, as reported? A GroupMember that was deleted leaves its trace elsewhere, if any. Pure. */
import type { GroupMember } from '../../imis/group-member.js';
import type { Subscription } from '../../imis/subscription.js';
import type { MembershipClaim } from '../claim.js';
import { chaptersOf, membershipOf, touched } from '../later.js';
import { inWords, traceOf, type LastChange, type Trace } from '../trace.js';
import { explain, type Finding, type Told } from './finding.js';
import { changeOf } from './term.js';

export interface MembershipRecords {
  member: GroupMember | undefined;
  party: (LastChange & { chapter?: string | undefined }) | undefined;
  /** The chapter's own subscription row. */
  row: Subscription | undefined;
}

export function judgeMembership(claim: MembershipClaim, records: MembershipRecords, told: Told): Finding | undefined {
  const { partyId, groupId, active } = claim;
  const { member } = records;
  if ((member?.active ?? false) === active) return undefined;
  const since = active ? ended(claim, records, told) : begun(claim, records, told);
  const found = active ? (member ? `the membership is inactive${member.dropDate ? ` since ${member.dropDate}` : ''}` : 'there is no membership') : `the party is in it since ${member?.joinDate ?? 'an unknown day'}`;
  return explain({ record: `${groupId} of party ${partyId}`, reported: active ? 'the party is in it' : 'the party is not in it', found, changed: [membershipOf(claim), chaptersOf(partyId)], written: [touched(partyId)], ...since }, told);
}

interface Because {
  trace: Trace;
  because: string;
}

const yes = (because: string): Because => ({ trace: 'yes', because });
const isOf = (chapter: string | null | undefined, groupId: string): boolean => groupId.replace(/^CHAPT\//i, '').toUpperCase() === chapter?.toUpperCase();

/** Day of a moment less a day: iMIS writes days of its own zone. */
const dayBefore = (at: string): string => new Date(Date.parse(at) - 86_400_000).toISOString().slice(0, 10);

function ended(claim: MembershipClaim, { member, party, row }: MembershipRecords, told: Told): Because {
  if (member?.dropDate !== undefined && member.dropDate >= dayBefore(told.closedAt)) return yes(`its DropDate is ${member.dropDate}`);
  const since = { ...told, ours: claim.ours };
  if (row && !row.active && traceOf(changeOf(row), since) === 'yes') return yes(`its subscription was ended too, ${inWords(changeOf(row))}`);
  // Leaving a chapter empties Chapter of the party where it was this one (RESTRICTED flow 2).
  const wasChapter = isOf(claim.partyChapter, claim.groupId);
  const trace = party ? traceOf(party, { ...since, ours: claim.ours && wasChapter }) : 'perhaps';
  const because = `Chapter of the party is ${party?.chapter || 'empty'}, ${inWords(party ?? {})}`;
  if (wasChapter && !isOf(party?.chapter, claim.groupId) && trace === 'yes') return yes(because);
  if (member) return { trace: 'perhaps', because };
  return { trace: wasChapter && trace === 'no' ? 'no' : 'perhaps', because };
}

function begun(claim: MembershipClaim, { member, party, row }: MembershipRecords, told: Told): Because {
  const since = { ...told, ours: claim.ours };
  const dayAfter = new Date(Date.parse(told.closedAt) + 86_400_000).toISOString().slice(0, 10);
  if (member?.joinDate !== undefined && member.joinDate > dayAfter) return yes(`its JoinDate is ${member.joinDate}`);
  if (row?.active && traceOf(changeOf(row), since) === 'yes') return yes(`its subscription stands again, ${inWords(changeOf(row))}`);
  const because = `Chapter of the party is ${party?.chapter || 'empty'}, ${inWords(party ?? {})}`;
  const emptied = claim.partyChapter !== undefined && !isOf(claim.partyChapter, claim.groupId);
  const trace = party ? traceOf(party, since) : 'perhaps';
  if (emptied && isOf(party?.chapter, claim.groupId) && trace === 'yes') return yes(because);
  // Joining sets Chapter where it is empty: a party that joined without that shows nothing of it.
  const wouldShow = !party?.chapter || isOf(party.chapter, claim.groupId);
  return { trace: trace === 'no' && wouldShow ? 'no' : 'perhaps', because };
}
