import type { Actor } from '../ledger.js';
import { addDays, today } from '../wire/dates.js';
import { addSubscription } from './billing.js';
import { touchParty, touchRow } from './dates.js';
import type { GroupDetailRecord, GroupMemberRecord } from './model.js';
import { chapterCode, memberKey, rowKey } from './store.js';
import type { Store } from './store.js';

export interface NewGroupMember {
  groupId: string;
  partyId: string;
  joinDate?: string;
  isActive: boolean;
  details: Omit<GroupDetailRecord, 'detailId'>[];
}

/** Adds details: one with the same role is merged (terms of one role merge, as ASI's importer warns). */
function mergeDetails(
  store: Store,
  key: string,
  present: GroupDetailRecord[],
  added: NewGroupMember['details'],
): GroupDetailRecord[] {
  const merged = [...present];
  for (const detail of added) {
    const index = merged.findIndex((one) => one.roleId === detail.roleId);
    const same = merged[index];
    if (same) merged[index] = { ...same, ...detail };
    else merged.push({ ...detail, detailId: `${key}:${store.next('groupDetail', 31001)}` });
  }
  return merged;
}

/** Adds a party to a group; a member that is there is merged, an inactive one becomes active again. */
export function joinGroup(store: Store, actor: Actor, input: NewGroupMember): GroupMemberRecord {
  const key = memberKey(input.groupId, input.partyId);
  const former = store.groupMembers.get(key);
  const { dropDate: _dropped, ...kept } = former ?? { details: [] };
  const joinDate = former?.isActive ? (former.joinDate ?? input.joinDate) : (input.joinDate ?? today());
  const member: GroupMemberRecord = {
    ...kept,
    groupId: input.groupId,
    partyId: input.partyId,
    isActive: input.isActive,
    ...(joinDate ? { joinDate } : {}),
    details: mergeDetails(store, key, former?.details ?? [], input.details),
  };
  store.groupMembers.put(key, member);
  const kind = !former ? 'chapter.added' : former.isActive ? 'chapter.merged' : 'chapter.reactivated';
  const about = { partyId: input.partyId, groupId: input.groupId };
  store.effect(actor, kind, { ...about, ...(former ? { before: former } : {}), after: member });
  if (input.isActive && !former?.isActive) chapterGained(store, actor, member);
  return member;
}

/** Changes a membership as PUT does; going inactive or active has the side effects of leaving and joining. */
export function changeMember(store: Store, actor: Actor, member: GroupMemberRecord): GroupMemberRecord {
  const key = memberKey(member.groupId, member.partyId);
  const former = store.groupMembers.get(key);
  store.groupMembers.put(key, member);
  const about = { partyId: member.partyId, groupId: member.groupId, before: former, after: member };
  if (former?.isActive && !member.isActive) {
    store.effect(actor, 'chapter.removed', { ...about, note: 'made inactive' });
    chapterLost(store, actor, member);
  } else if (!former?.isActive && member.isActive) {
    store.effect(actor, 'chapter.reactivated', about);
    chapterGained(store, actor, member);
  } else store.effect(actor, 'chapter.changed', about);
  return member;
}

/** Takes a party out of a group. */
export function leaveGroup(store: Store, actor: Actor, member: GroupMemberRecord): void {
  const key = memberKey(member.groupId, member.partyId);
  if (store.switches.deletedGroupMember === 'gone') store.groupMembers.delete(key);
  else store.groupMembers.put(key, { ...member, isActive: false, dropDate: today() });
  store.effect(actor, 'chapter.removed', { partyId: member.partyId, groupId: member.groupId, before: member });
  if (member.isActive) chapterLost(store, actor, member);
}

/** Chapter is set only when empty (RESTRICTED flow 2); the chapter subscription is created or updated. */
function chapterGained(store: Store, actor: Actor, member: GroupMemberRecord): void {
  const code = chapterCode(member.groupId);
  const party = store.parties.get(member.partyId);
  if (!code || !party) return;
  if (party.chapter === '') {
    touchParty(store, actor, { ...party, chapter: code });
    store.effect(actor, 'party.chapterSet', {
      partyId: party.partyId,
      groupId: member.groupId,
      before: '',
      after: code,
    });
  }
  if (store.switches.chapterSubscription === 'none' || !store.products.get(member.groupId)) return;
  const row = store.subscriptions.get(rowKey(member.partyId, member.groupId));
  const about = { partyId: member.partyId, itemId: member.groupId, groupId: member.groupId };
  if (row?.status === 0) return;
  if (row?.billThrough && row.billThrough >= today()) {
    const { cancelledAsOf: _cancelled, ...kept } = row;
    const after = touchRow(store, actor, { ...kept, status: 0 });
    store.effect(actor, 'subscription.restored', { ...about, before: row, after });
    return;
  }
  const bill = store.switches.chapterSubscription === 'billed';
  addSubscription(store, actor, {
    partyId: member.partyId,
    itemId: member.groupId,
    groupId: member.groupId,
    beginDate: member.joinDate ?? today(),
    bill,
  });
}

/** Chapter is cleared only when it matches; the chapter subscription ends or stays, by tenant (undocumented). */
function chapterLost(store: Store, actor: Actor, member: GroupMemberRecord): void {
  const code = chapterCode(member.groupId);
  const party = store.parties.get(member.partyId);
  if (!code || !party) return;
  if (party.chapter === code) {
    touchParty(store, actor, { ...party, chapter: '' });
    store.effect(actor, 'party.chapterCleared', {
      partyId: party.partyId,
      groupId: member.groupId,
      before: code,
      after: '',
    });
  }
  const row = store.subscriptions.get(rowKey(member.partyId, member.groupId));
  if (row?.status !== 0 || store.switches.chapterSubscriptionOnRemove === 'stays') return;
  const after = touchRow(store, actor, { ...row, status: 1, cancelledAsOf: addDays(today(), -1) });
  const about = { partyId: row.partyId, itemId: row.itemId, groupId: member.groupId };
  store.effect(actor, 'subscription.ended', { ...about, before: row, after });
}
