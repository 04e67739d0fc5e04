/** Are a member's properties as they were written, or not so any more where they were put back? Names alone come here. Pure. */
import { MONEY_DATES } from '../../../workflows/contracts/member-properties.js';
import type { PropertiesClaim } from '../claim.js';
import { backOfPayer, chapterOf, partyRecord, propertyOf, touched } from '../later.js';
import type { LastChange } from '../trace.js';
import { explain, traced, type Finding, type Told } from './finding.js';

/** What the party shows now. */
export interface PartyNow extends LastChange {
  /** Names of those that are not as wished. */
  differing: string[];
}

/** One finding for each way in which properties came to differ. */
export function judgeProperties(claim: PropertiesClaim, party: PartyNow | undefined, told: Told): Finding[] {
  const { partyId, names, undone } = claim;
  if (names.length === 0) return [];
  const record = `party ${partyId}`;
  if (!party) return [explain({ record, reported: `as wished: ${names.join(', ')}`, found: 'there is no such party', changed: [], trace: 'perhaps', because: 'a party may be merged with another' }, told)];
  const others = names.filter((name) => party.differing.includes(name));
  if (!undone) return joined(others.map((name) => ({ name, finding: different(claim, name, party, told) })));
  if (others.length > 0) return [];
  const changed = names.map((name) => propertyOf(partyId, name));
  return [explain({ record, reported: `put back as they were: ${names.join(', ')}`, found: 'all of them are as the flow had written them', changed, written: [touched(partyId)], ...traced(party, told, true) }, told)];
}

function different({ partyId, changed, ours }: PropertiesClaim, name: string, party: PartyNow, told: Told): Finding {
  const { trace, ...since } = traced(party, told, ours);
  // Whether the money that moves a date shows in UpdatedOn is not known.
  const known = trace === 'no' && isDate(name) ? 'perhaps' : trace;
  const reported = changed.includes(name) ? 'changed as wished: ' : 'found as wished: ';
  return explain({ record: `party ${partyId}`, reported, found: 'not as it was then: ', changed: changersOf(partyId, name), written: [touched(partyId)], trace: known, ...since }, told);
}

const isDate = (name: string): boolean => MONEY_DATES.some((one) => one === name);

function changersOf(partyId: string, name: string): string[] {
  const joining = name === 'joinDate' || name === 'customerTypeCode' ? [partyRecord(partyId)] : [];
  const money = isDate(name) ? [backOfPayer(partyId)] : [];
  return [propertyOf(partyId, name), ...(name === 'chapter' ? [chapterOf(partyId)] : []), ...joining, ...money];
}

/** Those of one kind and cause are one finding, with their names. */
function joined(found: readonly { name: string; finding: Finding }[]): Finding[] {
  const groups = new Map<string, { finding: Finding; names: string[] }>();
  for (const { name, finding } of found) {
    const key = JSON.stringify(finding);
    const group = groups.get(key) ?? { finding, names: [] };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ finding, names }) => ({ ...finding, reported: finding.reported + names.join(', '), found: finding.found + names.join(', ') }));
}
