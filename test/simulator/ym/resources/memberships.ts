import { Decimal } from 'decimal.js';
import type { Context } from '../../context.js';
import { Refusal } from '../../wire/failures.js';
import type { JsonObject } from '../../wire/json.js';
import { ymError, ymRefuse } from '../answer.js';
import type { YmMembership, YmModifier, YmRule } from '../model.js';
import { queryInt } from '../read.js';
import type { YmService } from '../service.js';

const amount = (value: string): number => new Decimal(value).toNumber();

const membershipData = (row: YmMembership): JsonObject => ({
  Id: row.id,
  Code: row.code,
  Name: row.name,
  DuesAmount: amount(row.duesAmount),
  ProRatedDues: row.proRatedDues,
  ProRateFactor: row.proRateFactor,
  AllowMultipleOpenInvoices: row.allowMultipleOpenInvoices,
});

const ruleData = (row: YmRule): JsonObject => ({
  ID: row.id,
  Name: row.name,
  Description: row.description,
  Amount: amount(row.amount),
  Selected: false,
});

const modifierData = (row: YmModifier): JsonObject => ({
  ID: row.id,
  Name: row.name,
  AdjustedName: row.name,
  Description: row.description,
  Amount: amount(row.amount),
  AdjustedAmount: amount(row.amount),
  Required: row.required,
  Factored: false,
  MinFactor: 0,
  MaxFactor: 0,
  Factor: 0,
  AllowProRate: false,
  CategoryID: 0,
  Selected: row.required,
});

function find({ store }: Context, id: string | undefined): YmMembership {
  const row = store.ym.memberships.get(id ?? '');
  if (!row) throw new Refusal(ymError(404, 'NotFound', 'The membership was not found.', 'Id'));
  return row;
}

/** GET Memberships/, and those of one member type. ExpirationDate changes nothing here: what it does is unknown. */
export const memberships: YmService = {
  name: 'Memberships',
  adminsMembers: true,
  cached: true,
  get: ({ store }, id) => ({
    membershipList: store.ym.memberships.all().map(membershipData),
    MemberTypeId: Number(id ?? 0),
  }),
};

export const membership: YmService = {
  name: 'Membership',
  adminsMembers: true,
  cached: true,
  get: (context, id) => ({ Membership: membershipData(find(context, id)), Id: Number(id) }),
};

/** GET DuesRules/?MemberID&MembershipID: what may be chosen; nothing is chosen yet. */
export const duesRules: YmService = {
  name: 'DuesRules',
  adminsMembers: true,
  get(context) {
    const memberId = queryInt(context.query, 'MemberID') ?? ymRefuse('MemberID is required.', 'MemberID');
    const id = queryInt(context.query, 'MembershipID') ?? ymRefuse('MembershipID is required.', 'MembershipID');
    return { Rules: find(context, String(id)).rules.map(ruleData), MemberID: memberId, MembershipID: id };
  },
};

export const modifiers: YmService = {
  name: 'MembershipModifiers',
  get: (context, id) => ({ ModifierList: find(context, id).modifiers.map(modifierData), MembershipID: Number(id) }),
};
