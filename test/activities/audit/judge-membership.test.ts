/** Judge of chapters: a membership that is gone leaves its trace on the party or on the chapter's subscription. */
import { describe, expect, test } from '@jest/globals';
import type { MembershipClaim } from '../../../activities/audit/claim.js';
import { judgeMembership, type MembershipRecords } from '../../../activities/audit/judge/membership.js';
import { byStaff, member, row, THEN, told, WEEKS_LATER } from './told.js';

const joined = (changes: Partial<MembershipClaim> = {}): MembershipClaim => ({ kind: 'membership', partyId: '7', groupId: 'CHAPT/EAST', active: true, partyChapter: 'EAST', ours: true, ...changes });
const ourParty = { chapter: 'EAST', updatedBy: 'duesflow', updatedOn: THEN };
const staffParty = { updatedBy: 'STAFF', updatedOn: THEN };
const judged = (records: Partial<MembershipRecords>, claim = joined(), context = told()) => judgeMembership(claim, { member: undefined, party: ourParty, row: undefined, ...records }, context);
const kindOf = (...args: Parameters<typeof judged>) => judged(...args)?.kind;

describe('a party that was put in', () => {
  test('is in', () => {
    expect(judged({ member: member() })).toBeUndefined();
  });

  test('and taken out by hand: DropDate, the ended subscription, or the emptied Chapter tell', () => {
    expect(judged({ member: member({ active: false, dropDate: '2026-03-01' }) })).toMatchObject({ kind: 'drift', found: 'the membership is inactive since 2026-03-01' });
    expect(kindOf({ row: row({ itemId: 'CHAPT/EAST', active: false, ...byStaff }) })).toBe('drift');
    expect(judged({ party: { chapter: '', ...staffParty } })).toMatchObject({ kind: 'drift', record: 'CHAPT/EAST of party 7', evidence: 'Chapter of the party is empty, last changed on 2026-03-01T09:59:58 by STAFF' });
    expect(kindOf({ party: { chapter: 'WEST', updatedBy: 'duesflow', updatedOn: WEEKS_LATER } })).toBe('drift');
  });

  test('and taken out by a later flow of ours', () => {
    expect(kindOf({}, joined(), told({ 'member:7|CHAPT/EAST': {} }))).toBe('superseded');
    // A change of the member may have moved the chapter as well.
    expect(kindOf({}, joined(), told({ 'chapters:7': {} }))).toBe('superseded');
  });

  test('is a false word only where leaving would have emptied Chapter, and nobody has touched the party', () => {
    expect(kindOf({})).toBe('false-word');
    // A payment of ours may have written to the party after the office had.
    expect(kindOf({}, joined(), told({ 'touched:7': { surely: false } }))).toBe('unknown');
    expect(kindOf({ party: { ...staffParty, chapter: 'EAST' } })).toBe('unknown');
    expect(kindOf({ party: { ...ourParty, chapter: 'WEST' } }, joined({ partyChapter: 'WEST' }))).toBe('unknown');
    expect(kindOf({ party: undefined })).toBe('unknown');
    expect(kindOf({ member: member({ active: false, dropDate: '2019-01-01' }) })).toBe('unknown');
  });

  test('that was found in: another user on the party proves nothing', () => {
    expect(kindOf({ party: { chapter: '', ...staffParty } }, joined({ ours: false }))).toBe('unknown');
    expect(kindOf({ party: { chapter: '', updatedBy: 'STAFF', updatedOn: WEEKS_LATER } }, joined({ ours: false }))).toBe('drift');
  });
});

describe('a party that was taken out', () => {
  const left = joined({ active: false, partyChapter: null });

  test('is out, by whichever form', () => {
    expect(judged({}, left)).toBeUndefined();
    expect(judged({ member: member({ active: false }) }, left)).toBeUndefined();
  });

  test('and put in again: JoinDate, the subscription, or Chapter tell', () => {
    expect(judged({ member: member({ joinDate: '2026-03-09' }) }, left)).toMatchObject({ kind: 'drift', found: 'the party is in it since 2026-03-09' });
    expect(kindOf({ member: member({ joinDate: '2026-03-01' }), row: row({ itemId: 'CHAPT/EAST', ...byStaff }) }, left)).toBe('drift');
    expect(kindOf({ member: member(), party: { ...staffParty, chapter: 'EAST' } }, left)).toBe('drift');
    expect(kindOf({ member: member() }, left, told({ 'member:7|CHAPT/EAST': {} }))).toBe('superseded');
  });

  test('is a false word only where joining would have shown', () => {
    expect(kindOf({ member: member(), party: { ...ourParty, chapter: '' } }, left)).toBe('false-word');
    expect(kindOf({ member: member(), party: ourParty }, left)).toBe('false-word');
    expect(kindOf({ member: member(), party: { ...ourParty, chapter: 'WEST' } }, left)).toBe('unknown');
    expect(kindOf({ member: member(), party: { ...staffParty, chapter: 'WEST' } }, left)).toBe('unknown');
  });

  test('by an undo says nothing of Chapter', () => {
    const undone = joined({ active: false });
    const { partyChapter: _none, ...silent } = undone;
    expect(kindOf({ member: member(), party: { ...staffParty, chapter: 'EAST' } }, silent)).toBe('unknown');
    expect(kindOf({ member: member(), party: { ...ourParty, chapter: '' } }, silent)).toBe('false-word');
  });
});
