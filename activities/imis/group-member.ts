/** GroupMember: membership of a party in a group, such as a chapter (vendor page RESTRICTED, flow 2; facts 7.2). */
import { type Answer, ReadFailed } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import { readDate, writeDate } from './wire/date.js';
import { parsed } from './wire/parsed.js';
import { child, flag, members, type Raw, requiredText, sameId, text } from './wire/shape.js';
import { collection, membership, party } from './wire/type.js';

export interface GroupMember {
  /** `{GroupId}:{PartyId}`, such as `CHAPT/EAST:12345`. */
  groupMemberId: string;
  groupId: string;
  partyId: string;
  active: boolean;
  joinDate?: string;
  dropDate?: string;
  details: GroupMemberDetail[];
  /** As received. It holds personal data and never leaves the process. */
  raw: Raw;
}

export interface GroupMemberDetail {
  detailId?: string;
  roleId?: string;
  active: boolean;
  note?: string;
  effectiveDate?: string;
  expirationDate?: string;
}

/** Reads GroupMemberData. Throws ReadFailed when it is something else. */
export function parseGroupMember(raw: Raw): GroupMember {
  const group = child(raw, 'Group') ?? {};
  const member = child(raw, 'Party') ?? {};
  return {
    groupMemberId: requiredText(raw, 'GroupMemberId'),
    groupId: requiredText(group, 'GroupId'),
    partyId: requiredText(member, 'PartyId'),
    active: flag(raw, 'IsActive'),
    joinDate: readDate(raw, 'JoinDate'),
    dropDate: readDate(raw, 'DropDate'),
    details: members(raw.MembershipDetails, 'GroupMemberData.MembershipDetails').map(parseDetail),
    raw,
  };
}

function parseDetail(raw: Raw): GroupMemberDetail {
  const role = child(raw, 'Role');
  return {
    detailId: text(raw, 'GroupMemberDetailId'),
    roleId: role && text(role, 'RoleId'),
    active: flag(raw, 'IsActive'),
    note: text(raw, 'Note'),
    effectiveDate: readDate(raw, 'EffectiveDate'),
    expirationDate: readDate(raw, 'ExpirationDate'),
  };
}

/**
 * GET /api/GroupMember?GroupId=&PartyId=: the colon in the id makes a GET by id impossible, and a search by
 * GroupMemberId gives an odd result (facts 7.2). An active row is preferred. Throws ReadFailed `rejected` when rows of
 * other members come back, since absence would then prove nothing.
 */
export async function readGroupMember(imis: Imis, groupId: string, partyId: string): Promise<GroupMember | undefined> {
  const found: GroupMember[] = [];
  await imis.list('GroupMember', { GroupId: groupId, PartyId: partyId }, (rows) => {
    const page = rows.map(parseGroupMember);
    if (page.some((one) => !sameId(one.groupId, groupId) || !sameId(one.partyId, partyId))) {
      const message = 'GroupMember ignored its filters: rows of other members came back';
      throw new ReadFailed({ kind: 'rejected', sent: true, status: 200, message });
    }
    found.push(...page);
  });
  return found.find((one) => one.active) ?? found[0];
}

export interface NewGroupMember {
  groupId: string;
  partyId: string;
  joinDate?: string;
  /** `SUBSCRIPTION:MEMBER` for chapters (vendor page). */
  roleId: string;
  note?: string;
}

/** POST /api/GroupMember. */
export async function addGroupMember(imis: Imis, input: NewGroupMember, send: Send = {}): Promise<Answer<GroupMember>> {
  return parsed(await imis.write('POST', 'GroupMember', { ...send, body: newGroupMember(input) }), parseGroupMember);
}

export function newGroupMember({ groupId, partyId, joinDate, roleId, note }: NewGroupMember): Raw {
  const detail = {
    $type: membership('GroupMemberDetailData'),
    Role: { $type: membership('GroupRoleData'), RoleId: roleId },
    IsActive: true,
    ...(note !== undefined && { Note: note }),
  };
  return {
    $type: membership('GroupMemberData'),
    Party: party(membership('PartySummaryData'), partyId),
    Group: { $type: membership('GroupSummaryData'), GroupId: groupId },
    ...(joinDate !== undefined && { JoinDate: writeDate(joinDate) }),
    IsActive: true,
    MembershipDetails: collection(membership('GroupMemberDetailDataCollection'), [detail]),
  };
}

/** DELETE /api/GroupMember?EntityId=. The composite id is refused in a path. Older tenants answer 405 (facts 7.2). */
export const removeGroupMember = (imis: Imis, groupMemberId: string, send: Send = {}): Promise<Answer> =>
  imis.write('DELETE', 'GroupMember', { ...send, query: { EntityId: groupMemberId } });

/** PUT /api/GroupMember?EntityId= with the whole object, as read just before and changed. */
export const putGroupMember = (imis: Imis, groupMemberId: string, raw: Raw, send: Send = {}): Promise<Answer> =>
  imis.write('PUT', 'GroupMember', { ...send, query: { EntityId: groupMemberId }, body: raw });
