/** Groups, prices, items and parties against the simulator. */
import { describe, expect, test } from '@jest/globals';
import {
  addGroupMember,
  putGroupMember,
  readGroupMember,
  removeGroupMember,
} from '../../../activities/imis/group-member.js';
import { readGroup } from '../../../activities/imis/group.js';
import { readItem } from '../../../activities/imis/item.js';
import { readParty } from '../../../activities/imis/party.js';
import { readPrice } from '../../../activities/imis/price.js';
import { named } from '../../simulator/index.js';
import { firstDay, lastDay, simulated, year } from './simulated.js';

const one = simulated();

describe('groups', () => {
  const member = { groupId: 'CHAPT/NORTH', partyId: named.newMember, roleId: 'SUBSCRIPTION:MEMBER' };

  test('a member is added, changed and removed', async () => {
    expect(await readGroupMember(one.imis, member.groupId, member.partyId)).toBeUndefined();
    const added = await addGroupMember(one.imis, { ...member, joinDate: firstDay, note: 'df-1' });
    expect(added).toMatchObject({
      kind: 'ok',
      body: { groupMemberId: `CHAPT/NORTH:${named.newMember}`, active: true },
    });
    const found = await readGroupMember(one.imis, member.groupId, member.partyId);
    expect(found).toMatchObject({
      joinDate: firstDay,
      details: [{ roleId: 'SUBSCRIPTION:MEMBER', note: 'df-1', active: true }],
    });
    expect((await readParty(one.imis, named.newMember))?.chapter).toBe('NORTH');
    if (!found) throw new Error('no member');
    expect((await putGroupMember(one.imis, found.groupMemberId, { ...found.raw, IsActive: false })).kind).toBe('ok');
    expect(await readGroupMember(one.imis, member.groupId, member.partyId)).toMatchObject({ active: false });
    expect((await removeGroupMember(one.imis, found.groupMemberId)).kind).toBe('ok');
    expect(await readGroupMember(one.imis, member.groupId, member.partyId)).toBeUndefined();
    expect((await removeGroupMember(one.imis, found.groupMemberId)).kind).toBe('absent');
  });

  test('a membership that was left long ago is inactive', async () => {
    expect(await readGroupMember(one.imis, 'CHAPT/EAST', named.mover)).toMatchObject({
      active: false,
      dropDate: `${year - 3}-12-31`,
    });
  });

  test.each([
    ['405', 'rejected'],
    ['501', 'not-available'],
  ] as const)('a tenant without DELETE answers %s', async (status, kind) => {
    one.sim.switches.deleteGroupMember = status;
    expect((await removeGroupMember(one.imis, `CHAPT/EAST:${named.longMember}`)).kind).toBe(kind);
  });

  test('a group is there or not', async () => {
    expect(await readGroup(one.imis, 'CHAPT/EAST')).toEqual({ groupId: 'CHAPT/EAST' });
    expect(await readGroup(one.imis, 'CHAPT/MOON')).toBeUndefined();
  });
});

describe('prices, items, parties', () => {
  test('prices differ by membership, and may be zero', async () => {
    expect(await readPrice(one.imis, named.newMember, 'JOUR')).toEqual({ amount: '65.00', currency: 'USD' });
    expect(await readPrice(one.imis, named.nonMember, 'JOUR')).toEqual({ amount: '95.00', currency: 'USD' });
    expect(await readPrice(one.imis, named.newMember, 'FREE')).toEqual({ amount: '0.00', currency: 'USD' });
  });

  test('an item with its class', async () => {
    expect(await readItem(one.imis, 'REG')).toEqual({ itemId: 'REG', itemCode: 'REG', itemClassId: 'DUES' });
    expect(await readItem(one.imis, 'CHAPT/EAST')).toMatchObject({ itemId: 'CHAPT/EAST', itemClassId: 'CHAPT' });
    expect(await readItem(one.imis, 'NOPE')).toBeUndefined();
  });

  test('parties', async () => {
    expect(await readParty(one.imis, named.longMember)).toMatchObject({
      chapter: 'EAST',
      paidThruDate: lastDay,
      status: 'A',
    });
    expect(await readParty(one.imis, named.nonMember)).toMatchObject({ isMember: false, customerTypeCode: 'NM' });
    expect(await readParty(one.imis, '1')).toBeUndefined();
  });
});
