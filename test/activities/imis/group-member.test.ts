import { describe, expect, test } from '@jest/globals';
import {
  addGroupMember,
  putGroupMember,
  readGroupMember,
  removeGroupMember,
} from '../../../activities/imis/group-member.js';
import { json } from '../http/tiny-server.js';
import { groupMember, paged } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

describe('GroupMember', () => {
  test('is found by group and party', async () => {
    api.answer = json(paged([groupMember()]));
    const { raw, ...rest } = (await readGroupMember(api.imis, 'CHAPT/EAST', '23215')) ?? {};
    expect(rest).toEqual({
      groupMemberId: 'CHAPT/EAST:23215',
      groupId: 'CHAPT/EAST',
      partyId: '23215',
      active: true,
      joinDate: '2026-01-01',
      dropDate: undefined,
      details: [
        {
          detailId: 'CHAPT/EAST:23215:1',
          roleId: 'SUBSCRIPTION:MEMBER',
          active: true,
          note: 'df-1',
          effectiveDate: undefined,
          expirationDate: undefined,
        },
      ],
    });
    expect(raw).toEqual(groupMember());
    expect(api.last()?.url).toBe('/api/GroupMember?GroupId=CHAPT%2FEAST&PartyId=23215&Limit=500');
  });

  test('an active row goes before an inactive one; none is undefined', async () => {
    api.answer = json(paged([groupMember({ IsActive: false }), groupMember()]));
    expect(await readGroupMember(api.imis, 'CHAPT/EAST', '23215')).toMatchObject({ active: true });
    api.answer = json(paged([groupMember({ IsActive: undefined })]));
    expect(await readGroupMember(api.imis, 'CHAPT/EAST', '23215')).toMatchObject({ active: false });
    api.answer = json(paged([]));
    expect(await readGroupMember(api.imis, 'CHAPT/EAST', '23215')).toBeUndefined();
  });

  test('a filter that was ignored proves nothing', async () => {
    api.answer = json(paged([groupMember({ Party: { PartyId: '1' } })]));
    await expect(readGroupMember(api.imis, 'CHAPT/EAST', '23215')).rejects.toMatchObject({
      answer: { kind: 'rejected' },
    });
  });

  test("is added with the vendor's body", async () => {
    api.answer = json(groupMember(), 201);
    const added = await addGroupMember(api.imis, {
      groupId: 'CHAPT/EAST',
      partyId: '12345',
      joinDate: '2026-01-01',
      roleId: 'SUBSCRIPTION:MEMBER',
      note: 'df-1',
    });
    expect(added).toMatchObject({ kind: 'ok', body: { groupMemberId: 'CHAPT/EAST:23215' } });
    expect(api.sent()).toEqual({
      $type: 'Asi.Soa.Membership.DataContracts.GroupMemberData, Asi.Contracts',
      Party: { $type: 'Asi.Soa.Membership.DataContracts.PartySummaryData, Asi.Contracts', PartyId: '12345' },
      Group: { $type: 'Asi.Soa.Membership.DataContracts.GroupSummaryData, Asi.Contracts', GroupId: 'CHAPT/EAST' },
      JoinDate: '2026-01-01T00:00:00',
      IsActive: true,
      MembershipDetails: {
        $type: 'Asi.Soa.Membership.DataContracts.GroupMemberDetailDataCollection, Asi.Contracts',
        $values: [
          {
            $type: 'Asi.Soa.Membership.DataContracts.GroupMemberDetailData, Asi.Contracts',
            Role: {
              $type: 'Asi.Soa.Membership.DataContracts.GroupRoleData, Asi.Contracts',
              RoleId: 'SUBSCRIPTION:MEMBER',
            },
            IsActive: true,
            Note: 'df-1',
          },
        ],
      },
    });
  });

  test('is removed and changed by EntityId', async () => {
    api.answer = json('', 204);
    expect((await removeGroupMember(api.imis, 'CHAPT/EAST:12345')).kind).toBe('ok');
    expect(api.last()).toMatchObject({ method: 'DELETE', url: '/api/GroupMember?EntityId=CHAPT%2FEAST%3A12345' });
    api.answer = json({ Message: 'The requested resource does not support http method DELETE.' }, 405);
    expect((await removeGroupMember(api.imis, 'CHAPT/EAST:12345')).kind).toBe('rejected');
    api.answer = json(groupMember());
    await putGroupMember(api.imis, 'CHAPT/EAST:12345', groupMember({ IsActive: false }));
    expect(api.last()).toMatchObject({ method: 'PUT', url: '/api/GroupMember?EntityId=CHAPT%2FEAST%3A12345' });
    expect(api.sent()).toEqual(groupMember({ IsActive: false }));
  });
});
