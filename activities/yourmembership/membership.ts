/** Membership, its modifiers and the dues rules of a member: what dues are made of (YMDUES; facts Y3). */
import { flag, malformed, type Raw, requiredText, text } from '../imis/wire/shape.js';
import type { Ym } from './api.js';
import { bodyWith, rowsOf } from './list.js';
import { amount, requiredAmount, requiredFlag } from './read.js';

export interface YmMembership {
  id: string;
  code?: string;
  name?: string;
  /** Decimal string. */
  dues: string;
  prorated: boolean;
  factor: number;
  severalInvoices: boolean;
}

/** A dues rule or a modifier. Amounts are decimal strings. */
export interface YmExtra {
  id: string;
  name?: string;
  description?: string;
  amount: string;
}

export interface YmModifier extends YmExtra {
  required: boolean;
  /** Counted by a factor that the member chooses. */
  factored: boolean;
  /** Another amount than `amount`, where YM gives one. */
  adjusted?: string;
}

/** GET Membership/{Id}. Undefined when there is none. */
export async function readMembership(ym: Ym, membershipId: string): Promise<YmMembership | undefined> {
  const body = await ym.read(`Membership/${membershipId}`);
  if (body === undefined) return undefined;
  const raw = bodyWith('DuesAmount', body, 'Membership');
  if (text(raw, 'Id') !== membershipId) return undefined;
  const { ProRateFactor: factor = 0 } = raw;
  return {
    id: membershipId,
    ...named(raw, ['code', 'Code'], ['name', 'Name']),
    dues: requiredAmount(raw, 'DuesAmount'),
    prorated: requiredFlag(raw, 'ProRatedDues'),
    factor: typeof factor === 'number' && Number.isFinite(factor) ? factor : malformed('Membership.ProRateFactor is no number'),
    severalInvoices: requiredFlag(raw, 'AllowMultipleOpenInvoices'),
  };
}

/** GET DuesRules: those that can be chosen for the member. */
export async function listDuesRules(ym: Ym, memberId: string, membershipId: string): Promise<YmExtra[]> {
  const rows = rowsOf(await ym.read('DuesRules/', { MemberID: memberId, MembershipID: membershipId }), 'DuesRules') ?? [];
  return rows.map(parseExtra);
}

/** GET MembershipModifiers. */
export async function listModifiers(ym: Ym, membershipId: string): Promise<YmModifier[]> {
  const rows = rowsOf(await ym.read(`MembershipModifiers/${membershipId}`), 'MembershipModifiers') ?? [];
  return rows.map((raw) => {
    const extra = parseExtra(raw);
    // The default of a number is 0: it says nothing.
    const adjusted = amount(raw, 'AdjustedAmount');
    return {
      ...extra,
      required: requiredFlag(raw, 'Required'),
      factored: flag(raw, 'Factored'),
      ...(/[1-9]/.test(adjusted) && adjusted !== extra.amount && { adjusted }),
    };
  });
}

const parseExtra = (raw: Raw): YmExtra => ({
  id: requiredText(raw, 'ID'),
  ...named(raw, ['name', 'Name'], ['description', 'Description']),
  amount: requiredAmount(raw, 'Amount'),
});

/** Texts that are there, under names of ours. */
function named<Ours extends string>(raw: Raw, ...names: [Ours, string][]): Partial<Record<Ours, string>> {
  const found = names.flatMap(([ours, theirs]) => {
    const value = text(raw, theirs);
    return value === undefined ? [] : [[ours, value] as const];
  });
  return Object.fromEntries(found) as Partial<Record<Ours, string>>;
}
