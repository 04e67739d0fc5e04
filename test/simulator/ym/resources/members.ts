import { Refusal } from '../../wire/failures.js';
import type { Json, JsonObject } from '../../wire/json.js';
import { ymError } from '../answer.js';
import type { YmMember } from '../model.js';
import type { YmService } from '../service.js';
import { expirationText } from '../time.js';
import type { Context } from '../../context.js';
import { openInvoicesOf } from '../world/invoices.js';

const nobody: JsonObject = {
  memberTypeId: 0,
  id: 0,
  isMember: false,
  currentMembershipAllowsMultipleOpenInvoices: false,
  currentMembershipInvoiceIsOpen: false,
  currentMembershipInvoiceAwaitingAutoBill: false,
};

function person({ store }: Context, member: YmMember): JsonObject {
  const membership = store.ym.memberships.get(String(member.membershipId));
  const address: Record<string, Json> = { firstName: member.firstName, lastName: member.lastName, countryCode: 'US' };
  return {
    memberTypeId: 1,
    typeCode: 'MBR',
    id: member.id,
    firstName: member.firstName,
    lastName: member.lastName,
    emailAddress: member.email,
    primaryAddress: address,
    username: `member${member.id}`,
    isMember: member.isMember,
    expirationDate: expirationText(member.expires, store.switches),
    currentMembershipAllowsMultipleOpenInvoices: membership?.allowMultipleOpenInvoices ?? false,
    currentMembershipInvoiceIsOpen: openInvoicesOf(store.ym, member.id).some(
      (one) => one.membershipId === member.membershipId,
    ),
    currentMembershipInvoiceAwaitingAutoBill: member.awaitingAutoBill,
  };
}

/** GET Members/{id}: the guard before a dues invoice. */
export const members: YmService = {
  name: 'Members',
  adminsMembers: true,
  get(context, id) {
    const member = context.store.ym.members.get(id ?? '');
    if (member) return person(context, member);
    if (context.store.switches.ymUnknownMember === 'empty') return nobody;
    throw new Refusal(ymError(404, 'NotFound', 'The member was not found.', 'id'));
  },
};
