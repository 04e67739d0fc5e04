/** Fields of a row, and what joining has made of a party. Pure. */
import type { Subscription } from '../../imis/subscription.js';
import { equal } from '../../steps/money.js';
import { valuesOf } from '../../steps/subscriptions/modify-wish.js';
import type { FieldsClaim, JoinedClaim } from '../claim.js';
import { partyRecord, propertyOf, touched } from '../later.js';
import type { LastChange } from '../trace.js';
import { explain, traced, type Finding, type Told } from './finding.js';
import { changeOf, named, rowChanges, rowWrites } from './term.js';

const AMOUNTS = ['billedAmount'];
const same = (name: string, a: unknown, b: unknown): boolean =>
  AMOUNTS.includes(name) && a !== null && b !== null ? equal(String(a), String(b)) : String(a ?? '') === String(b ?? '');
const shown = (values: Record<string, unknown>, names: string[]): string => names.map((name) => `${name} ${String(values[name] ?? 'empty')}`).join(', ');

export function judgeFields(claim: FieldsClaim, row: Subscription | undefined, told: Told): Finding | undefined {
  const { values, undone, ours } = claim;
  const names = Object.keys(values);
  const reported = undone ? `put back as it was: not ${shown(values, names)}` : shown(values, names);
  const common = { record: named(claim), reported, changed: rowChanges(claim) };
  if (!row) return undone ? undefined : explain({ ...common, found: 'there is no such row', trace: 'no', because: 'rows are ended, not deleted' }, told);
  const now = valuesOf(row, names);
  const others = names.filter((name) => !same(name, now[name], values[name]));
  if (undone ? others.length > 0 || names.length === 0 : others.length === 0) return undefined;
  const { trace, ...since } = traced(changeOf(row), told, ours);
  // Payments move PaidThru: which of them pay this row, their reports need not say.
  const paid = others.length === 1 && others[0] === 'paidThru' && trace === 'no';
  return explain({ ...common, found: shown(now, undone ? names : others), written: rowWrites(row), trace: paid ? 'perhaps' : trace, ...since }, told);
}

export interface PartyRecord extends LastChange {
  joinDate?: string | undefined;
  customerTypeCode?: string | undefined;
  chapter?: string | undefined;
}

export function judgeJoined({ partyId, joinDate, customerTypeCode }: JoinedClaim, party: PartyRecord | undefined, told: Told): Finding | undefined {
  const wished = { JoinDate: joinDate, CustomerTypeCode: customerTypeCode };
  const now = { JoinDate: party?.joinDate ?? null, CustomerTypeCode: party?.customerTypeCode ?? null };
  const names = (Object.keys(wished) as (keyof typeof wished)[]).filter((name) => wished[name] !== now[name]);
  if (names.length === 0) return undefined;
  const found = party ? shown(now, names) : 'there is no such party';
  return explain({ record: `party ${partyId}`, reported: shown(wished, names), found, changed: [partyRecord(partyId), propertyOf(partyId, 'joinDate')], written: [touched(partyId)], ...traced(party ?? {}, told, false) }, told);
}
