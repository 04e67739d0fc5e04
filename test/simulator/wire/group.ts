import type { GroupMemberRecord, GroupRecord } from '../world/model.js';
import { memberKey } from '../world/store.js';
import type { Store } from '../world/store.js';
import { wireDay } from './dates.js';
import { collection, data } from './json.js';
import type { JsonObject } from './json.js';
import { groupSummary, partySummary } from './party.js';

/** GroupMemberData with its details; GroupMemberId is `{GroupId}:{PartyId}`. */
export function groupMemberData(store: Store, member: GroupMemberRecord): JsonObject {
  return data('Membership', 'GroupMemberData', {
    GroupMemberId: memberKey(member.groupId, member.partyId),
    Group: groupSummary(store, member.groupId),
    Party: partySummary(store, member.partyId),
    JoinDate: wireDay(member.joinDate),
    DropDate: wireDay(member.dropDate),
    IsActive: member.isActive,
    MembershipDetails: collection(
      'Membership',
      'GroupMemberDetailDataCollection',
      member.details.map((detail) =>
        data('Membership', 'GroupMemberDetailData', {
          GroupMemberDetailId: detail.detailId,
          EffectiveDate: wireDay(detail.effectiveDate),
          ExpirationDate: wireDay(detail.expirationDate),
          IsActive: detail.isActive,
          Note: detail.note,
          Role: data('Membership', 'GroupRoleData', { RoleId: detail.roleId, Name: 'Member' }),
          Title: detail.title,
        }),
      ),
    ),
  });
}

/** GroupData as far as chapters need it. */
export function groupData(group: GroupRecord): JsonObject {
  return data('Membership', 'GroupData', {
    GroupId: group.groupId,
    Name: group.name,
    Description: '',
    GroupClass: data('Membership', 'GroupClassSummaryData', { GroupClassId: group.groupClass, Name: group.groupClass }),
    Roles: collection('Membership', 'GroupRoleDataCollection', [
      data('Membership', 'GroupRoleData', { RoleId: 'SUBSCRIPTION:MEMBER', Name: 'Member' }),
    ]),
  });
}
