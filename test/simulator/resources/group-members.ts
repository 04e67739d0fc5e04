import type { Context, Resource } from '../context.js';
import { notFound, notImplemented, refuse, Refusal, wrongVerb } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { groupMemberData } from '../wire/group.js';
import { isObject } from '../wire/json.js';
import { filter, paged } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import {
  onlyMembers,
  readCollection,
  readDate,
  readFlag,
  readObject,
  readPartyId,
  readRequired,
  readText,
} from '../wire/read.js';
import { changeMember, joinGroup, leaveGroup } from '../world/chapters.js';
import type { GroupDetailRecord, GroupMemberRecord } from '../world/model.js';

const members = ['GroupMemberId', 'Group', 'Party', 'JoinDate', 'DropDate', 'IsActive', 'MembershipDetails'];
const detailMembers = [
  ...[
    'GroupMemberDetailId',
    'Stage',
    'EffectiveDate',
    'ExpirationDate',
    'IsActive',
    'StatusCode',
    'IsTypeActiveStatus',
  ],
  ...['Note', 'Role', 'ReciprocalRole', 'Title', 'NumberOfUnits', 'IsMarkedForDelete'],
];

const fields: Fields<GroupMemberRecord> = {
  GroupId: (row) => row.groupId,
  PartyId: (row) => row.partyId,
  IsActive: (row) => row.isActive,
  JoinDate: (row) => row.joinDate,
  DropDate: (row) => row.dropDate,
};

function memberOf(context: Context, id: string): GroupMemberRecord {
  const member = context.store.groupMembers.get(id);
  if (!member) throw new Refusal(notFound('The group member'));
  return member;
}

type Detail = Omit<GroupDetailRecord, 'detailId'>;

function readDetail(context: Context, value: unknown): Detail {
  const detail = readObject(value, 'MembershipDetails', 'Membership', 'GroupMemberDetailData');
  onlyMembers(detail, 'GroupMemberDetailData', detailMembers, context.store.switches.strictMembers);
  if (detail.IsMarkedForDelete === true) refuse('Details cannot be deleted here.', 'IsMarkedForDelete');
  const role = readObject(detail.Role, 'Role', 'Membership', 'GroupRoleData');
  const effectiveDate = readDate(detail.EffectiveDate, 'EffectiveDate');
  const expirationDate = readDate(detail.ExpirationDate, 'ExpirationDate');
  const note = readText(detail.Note, 'Note');
  const title = readText(detail.Title, 'Title');
  return {
    roleId: readRequired(role.RoleId, 'RoleId'),
    isActive: readFlag(detail.IsActive, 'IsActive') ?? false,
    ...(effectiveDate ? { effectiveDate } : {}),
    ...(expirationDate ? { expirationDate } : {}),
    ...(note === undefined ? {} : { note }),
    ...(title === undefined ? {} : { title }),
  };
}

function readBody(context: Context): { body: Record<string, unknown>; details: Detail[] | undefined } {
  const body = readObject(context.body, 'GroupMember', 'Membership', 'GroupMemberData');
  onlyMembers(body, 'GroupMemberData', members, context.store.switches.strictMembers);
  const list = body.MembershipDetails;
  const details = list === undefined ? undefined : readCollection(list, 'MembershipDetails');
  return { body, details: details?.map((one) => readDetail(context, one)) };
}

function post(context: Context): Answer {
  const { store, actor } = context;
  const { body, details = [] } = readBody(context);
  const partyId = readPartyId(body.Party, 'Party');
  const group = isObject(body.Group) ? body.Group : refuse('Group is missing.', 'Group');
  const groupId = readRequired(group.GroupId, 'Group.GroupId');
  if (!store.parties.get(partyId)) refuse('The party does not exist.', 'PartyId');
  if (!store.groups.get(groupId)) refuse('The group does not exist.', 'GroupId');
  if (details.length === 0) refuse('A role is required.', 'MembershipDetails');
  if (store.switches.requireNote && !details.some((one) => one.note)) refuse('A note is required.', 'Note');
  const joinDate = readDate(body.JoinDate, 'JoinDate');
  // Absent on the wire is false, so a caller must say that the member is active.
  const isActive = readFlag(body.IsActive, 'IsActive') ?? false;
  const member = joinGroup(store, actor, { groupId, partyId, isActive, details, ...(joinDate ? { joinDate } : {}) });
  return { status: 201, body: groupMemberData(store, member) };
}

function put(context: Context, id: string): Answer {
  const { store, actor } = context;
  const former = memberOf(context, id);
  const { body, details } = readBody(context);
  const cleared = store.switches.putOmitted === 'cleared';
  const day = (name: 'JoinDate' | 'DropDate', present: string | undefined): string | undefined =>
    name in body || cleared ? readDate(body[name], name) : present;
  const joinDate = day('JoinDate', former.joinDate);
  const dropDate = day('DropDate', former.dropDate);
  const active = readFlag(body.IsActive, 'IsActive') ?? (cleared ? false : former.isActive);
  const kept = former.details.map((present): GroupDetailRecord => {
    const sent = details?.find((one) => one.roleId === present.roleId);
    return sent ? { detailId: present.detailId, ...sent } : present;
  });
  const member: GroupMemberRecord = {
    groupId: former.groupId,
    partyId: former.partyId,
    isActive: active,
    details: kept,
    ...(joinDate ? { joinDate } : {}),
    ...(dropDate ? { dropDate } : {}),
  };
  return { status: 200, body: groupMemberData(store, changeMember(store, actor, member)) };
}

function remove(context: Context, id: string): Answer {
  const { deleteGroupMember } = context.store.switches;
  if (deleteGroupMember === '405') throw new Refusal(wrongVerb('DELETE'));
  if (deleteGroupMember === '501') throw new Refusal(notImplemented());
  leaveGroup(context.store, context.actor, memberOf(context, id));
  return { status: 200 };
}

/** /api/GroupMember; its ids hold `/` and `:`, so GET, PUT and DELETE work with `?EntityId=` only. */
export const groupMembers: Resource = {
  name: 'GroupMember',
  list(context) {
    const { store, query } = context;
    const party = query.get('PartyId');
    const rows = party && !party.includes(':') ? store.groupMembers.by('party', party) : store.groupMembers.all();
    const found = filter(rows, query, fields);
    const type = { area: 'Membership', name: 'GroupMemberData' } as const;
    return { status: 200, body: paged(found, query, type, (row) => groupMemberData(store, row)) };
  },
  get: (context, id) => ({ status: 200, body: groupMemberData(context.store, memberOf(context, id)) }),
  post,
  put,
  remove,
};
