import type { LedgerEntry } from '../ledger.js';
import { isClosed, nameOf, saysNothingStands } from './claims.js';
import type { Claim } from './claims.js';
import type { Scene } from './effects.js';
import { differing, fieldName, fieldValue, partyFields, rowFields } from './fields.js';
import type { Fields } from './fields.js';
import { once } from './once.js';
import type { Finding } from './types.js';

/** A record that flows were asked to change by field: a subscription row, or a party. */
export interface Target {
  /** Where it is, for findings. */
  where: { partyId: string; itemId?: string };
  what: string;
  claims: Claim[];
  /** Whether no flow of another kind had to do with the record. */
  alone: boolean;
  /** Writes of its fields by anybody, in order. */
  writes: { user: string; seq: number; before: Fields; after: Fields }[];
  before: Fields;
  after: Fields;
}

const isRowWrite = (entry: LedgerEntry): boolean =>
  /^subscription\.(changed|ended|restored)$/.test(entry.kind) && entry.note === undefined;

function rowTarget(scene: Scene, claims: Claim[], partyId: string, itemId: string): Target {
  const key = `${partyId}|${itemId}`;
  const others = scene.claims.filter((claim) => !claims.includes(claim) && claim.report.flow !== 'reversePayment');
  const sold = others.some((claim) =>
    claim.sells.some((one) => (one.partyId ?? partyId) === partyId && (one.itemId ?? itemId) === itemId),
  );
  const grouped = others.some((claim) => [...claim.joins, ...claim.leaves].some((one) => one.groupId === itemId));
  return {
    where: { partyId, itemId },
    what: `the subscription of party ${partyId} to ${itemId}`,
    claims,
    alone: !sold && !grouped,
    writes: scene.ledger
      .filter((entry) => isRowWrite(entry) && `${entry.partyId}|${entry.itemId}` === key)
      .map(({ user, seq, before, after }) => ({
        user,
        seq,
        before: rowFields(before ?? {}),
        after: rowFields(after ?? {}),
      })),
    before: rowFields(scene.before.subscriptions[key]),
    after: rowFields(scene.after.subscriptions[key]),
  };
}

function partyTarget(scene: Scene, claims: Claim[], partyId: string): Target {
  return {
    where: { partyId },
    what: `party ${partyId}`,
    claims,
    alone: true,
    writes: scene.ledger
      .filter((entry) => entry.kind === 'party.changed' && entry.partyId === partyId)
      .map(({ user, seq, before, after }) => ({
        user,
        seq,
        before: partyFields(before ?? {}),
        after: partyFields(after ?? {}),
      })),
    before: partyFields(scene.before.parties[partyId]),
    after: partyFields(scene.after.parties[partyId]),
  };
}

/** Everything that flows were asked to change by field. */
export const targets = once((scene: Scene): Target[] => {
  const found = new Map<string, Claim[]>();
  for (const claim of scene.claims) {
    for (const { partyId, itemId = '' } of claim.modifies) {
      const key = `${partyId}|${itemId}`;
      found.set(key, [...(found.get(key) ?? []), claim]);
    }
  }
  return [...found].map(([key, claims]) => {
    const [partyId = '', itemId = ''] = key.split('|');
    return itemId ? rowTarget(scene, claims, partyId, itemId) : partyTarget(scene, claims, partyId);
  });
});

/** What a claim wishes, by field. */
export const wishesOf = (claim: Claim): Fields =>
  new Map(
    claim.modifies.flatMap(({ set }) =>
      Object.entries(set).map(([name, value]) => [fieldName(name), fieldValue(fieldName(name), value)] as const),
    ),
  );

const undoneBefore = (target: Target, sentence: string, seq: number): Finding => ({
  kind: 'undoneBefore',
  sentence,
  ...target.where,
  ledgerSeq: [seq],
});

/** Fields that were written though no flow was asked to, and values of others that were written over. */
function judgeWrites(scene: Scene, target: Target): Finding[] {
  const found: Finding[] = [];
  const wishes = target.claims.map(wishesOf);
  /** Fields that another has set since, and how often the flows' user had set each to each value. */
  const foreign = new Map<string, string>();
  const made = new Map<string, number>();
  for (const { user, seq, before, after } of target.writes) {
    for (const field of differing(before, after)) {
      const value = after.get(field) ?? '';
      if (user !== scene.apiUser) {
        foreign.set(field, value);
        continue;
      }
      const asked = wishes.filter((one) => one.has(field));
      if (asked.length === 0)
        found.push(undoneBefore(target, `${field} of ${target.what} was changed, which no flow was asked to.`, seq));
      const wishing = asked.filter((one) => one.get(field) === value).length;
      const times = (made.get(`${field}=${value}`) ?? 0) + 1;
      made.set(`${field}=${value}`, times);
      const over = foreign.has(field) && foreign.get(field) === (before.get(field) ?? '');
      if (over && times > wishing) {
        found.push(
          undoneBefore(target, `${field} of ${target.what} was changed by another, and was written over.`, seq),
        );
      }
      foreign.delete(field);
    }
  }
  return found;
}

/** Changes by field that nobody asked for, or that took another's change away. */
export const changesOfOthers = (scene: Scene): Finding[] =>
  targets(scene).flatMap((target) => (target.alone ? judgeWrites(scene, target) : []));

/** Flows that say nothing stands, while fields that they wished differ from before and nobody else wrote. */
export function deniedChanges(scene: Scene): Finding[] {
  return targets(scene).flatMap((target) => {
    const { claims, writes, before, after, alone, where } = target;
    const [claim] = claims;
    const nothing = claims.every((one) => isClosed(one.report) && saysNothingStands(one.report));
    if (!claim || !alone || !nothing || writes.some((one) => one.user !== scene.apiUser)) return [];
    const wished = new Set(claims.flatMap((one) => [...wishesOf(one).keys()]));
    const written = new Set(writes.flatMap((one) => differing(one.before, one.after)));
    return differing(before, after)
      .filter((field) => wished.has(field) && written.has(field))
      .map((field): Finding => ({
        kind: 'falseWord',
        sentence: `${nameOf(claim)} denies the change of ${field} of ${target.what} that stands.`,
        ...where,
      }));
  });
}
