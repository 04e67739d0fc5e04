import type { Claim } from './claims.js';
import type { Scene } from './effects.js';
import { targets, wishesOf } from './changes.js';
import type { Target } from './changes.js';
import { differing, fieldName, fieldValue } from './fields.js';
import { lie } from './words.js';
import type { Finding } from './types.js';

/** `changed` and `unchanged` of a result by field: names, with values where the report gives them. */
function statedOf(claim: Claim): { changed: Map<string, unknown>; unchanged: string[]; perhaps: string[] } | undefined {
  const result = (claim.report.result ?? {}) as Record<string, unknown>;
  const { changed, unchanged, perhapsChanged } = result;
  if (changed === undefined && unchanged === undefined) return undefined;
  const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  const pairs: [string, unknown][] = Array.isArray(changed)
    ? names(changed).map((name) => [fieldName(name), undefined])
    : Object.entries(changed ?? {}).map(([name, value]) => [fieldName(name), value]);
  return { changed: new Map(pairs), unchanged: names(unchanged).map(fieldName), perhaps: names(perhapsChanged).map(fieldName) };
}

/** Fields that are moved by other flows than a PUT: their own checks judge them. */
const elsewhere = new Set(['joindate', 'paidthrudate', 'renewedthrudate', 'chapter', 'customertypecode']);

function statedWords(scene: Scene, claim: Claim, target: Target): Finding[] {
  const stated = statedOf(claim);
  if (!stated) return [];
  const ours = target.writes.filter((one) => one.user === scene.apiUser);
  const written = new Set(ours.flatMap((one) => differing(one.before, one.after)));
  const wished = wishesOf(claim);
  const alone = target.claims.length === 1 && target.alone;
  const found: string[] = [];
  for (const [field, value] of stated.changed) {
    if (!wished.has(field)) found.push(`says that it changed ${field}, which it was not asked to`);
    else if (!elsewhere.has(field) && target.alone && !written.has(field))
      found.push(`says that it changed ${field} but the ledger has no such change`);
    const told = value !== undefined && fieldValue(field, value) !== wished.get(field);
    if (told) found.push(`says that it changed ${field} to another value than it was asked to`);
  }
  for (const field of stated.unchanged) {
    if (alone && written.has(field)) found.push(`says that ${field} was as wished before, but changed it`);
  }
  const silent = [...wished.keys()].filter((field) => !stated.changed.has(field) && ![...stated.unchanged, ...stated.perhaps].includes(field));
  if (silent.length > 0) found.push(`does not say what became of ${silent.join(', ')}`);
  return found.map((what) => lie(claim, what, target.where));
}

/** A change of a member said to be completed: every property that was wished must be there. */
function memberWords(scene: Scene, claim: Claim, target: Target): Finding[] {
  const others = target.writes.some((one) => one.user !== scene.apiUser);
  if (claim.report.flow !== 'updateMember' || target.claims.length > 1 || others) return [];
  return [...wishesOf(claim)].flatMap(([field, wanted]) => {
    const moved = scene.ledger.some((one) => one.partyId === target.where.partyId && one.user !== scene.apiUser);
    if (field === 'chapter' || (moved && elsewhere.has(field)) || (target.after.get(field) ?? '') === wanted) return [];
    return [lie(claim, `is completed but ${field} is not as wished`, target.where)];
  });
}

/** What a completed change says of the fields. */
export const changeWords = (scene: Scene, claim: Claim): Finding[] =>
  targets(scene)
    .filter((target) => target.claims.includes(claim))
    .flatMap((target) => [...statedWords(scene, claim, target), ...memberWords(scene, claim, target)]);
