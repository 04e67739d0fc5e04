import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openMembers, type Change, type Members } from './members-world.js';

let members: Members;
beforeAll(async () => {
  members = await openMembers();
});
afterAll(async () => await members.close());

const update = (partyId: string, input: Change) => members.update(partyId, input);

test('Chapter: set, moved, and cleared', async () => {
  for (const [partyId, wished, chapter] of [[members.newMember(), 'EAST', 'EAST'], [members.ofEast(), 'CHAPT/WEST', 'WEST'], [members.ofEast(), null, '']] as const) {
    expect(await update(partyId, { set: { Chapter: wished } })).toMatchObject({ verdict: 'completed', result: { changed: ['chapter'] } });
    expect(members.party(partyId).chapter ?? '').toBe(chapter);
    expect([members.holds(partyId, 'EAST'), members.holds(partyId, 'WEST')]).toEqual([chapter === 'EAST', chapter === 'WEST']);
  }
});

test('a chapter that is refused takes the ordinary properties back', async () => {
  const partyId = members.ofEast();
  members.bench.sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: partyId }, { kind: 'validation-400', message: 'closed' });
  const report = await update(partyId, { set: { lastName: 'Moved', chapter: 'WEST' } });
  expect(report).toMatchObject({ verdict: 'compensated', cause: { step: 'join chapter' } });
  expect(members.party(partyId)).toMatchObject({ lastName: 'Abel', chapter: 'EAST' });
  expect(members.bench.sim.world.chapterOf(partyId, 'EAST')).toMatchObject({ isActive: true, joinDate: expect.stringContaining('2019-03-01') as unknown });
});

test('a member of the wished chapter already, whose Chapter holds another: nothing is left changed', async () => {
  const partyId = members.eastAndWest;
  expect(members.party(partyId).chapter).toBe('EAST');
  const report = await update(partyId, { set: { chapter: 'WEST' } });
  expect(report).toMatchObject({ verdict: 'compensated', cause: { message: expect.stringContaining('changeChapter') as unknown } });
  expect(members.party(partyId).chapter).toBe('EAST');
  expect([members.holds(partyId, 'EAST'), members.holds(partyId, 'WEST')]).toEqual([true, true]);
});

test('the records agree with every report', async () => expect(await members.findings()).toEqual([]));
