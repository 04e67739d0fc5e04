/** What a report says of a member's properties: names alone. Pure. */
import type { UpdateMember } from '../../../workflows/contracts/inputs.js';
import { chapterCode } from '../../../workflows/contracts/keys.js';
import { wishedOf } from '../../../workflows/contracts/member-properties.js';
import type { Claim, PropertiesClaim } from '../claim.js';
import { joinClaims } from './chapters.js';
import type { Reading } from './reading.js';
import { isOurs, standing, texts, undone } from './steps.js';

/** The flows that moved the dates answer for themselves. */
export function memberClaims(reading: Reading<UpdateMember>): Claim[] {
  const { report, input } = reading;
  const { partyId } = input;
  const { chapter } = wishedOf(input.set);
  const properties = propertiesOf(reading);
  const said = properties.names.length > 0 || properties.changed.length > 0 ? [properties] : [];
  if (!chapter) return said;
  // The flow turns back where joining has not set it.
  const withChapter = { ...reading, report: { ...report, result: { ...report.result, partyChapter: chapterCode(chapter) } } };
  return [...said, ...joinClaims(withChapter, partyId, chapter)];
}

const MOVING = ['join chapter', 'leave chapter'];

function propertiesOf({ report, input: { partyId, set }, run }: Reading<UpdateMember>): PropertiesClaim {
  const ordinary = Object.keys(wishedOf(set).plain);
  const common = { kind: 'properties' as const, partyId, run };
  const moved = report.steps.some(({ name, outcome }) => MOVING.includes(name) && outcome !== 'rejected') ? ['chapter'] : [];
  // What was put back is as it was before: that flow accounts for no difference.
  if (undone(report, 'change member')) return { ...common, names: ordinary, changed: moved, undone: true, ours: true };
  const { changed, unchanged, perhapsChanged } = report.result;
  const told = [...texts(changed), ...texts(unchanged)];
  const wrote = standing(report, 'change member');
  const restricted = told.filter((name) => !ordinary.includes(name));
  // Money may have moved the dates as another user than ours, after the properties were written.
  const ours = isOurs(wrote) && !report.steps.some(({ name }) => name === 'check dates');
  return { ...common, names: [...(wrote ? ordinary : []), ...restricted], changed: [...new Set([...texts(changed), ...texts(perhapsChanged), ...moved])], undone: false, ours };
}
