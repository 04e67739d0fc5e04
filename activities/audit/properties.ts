/** Which of a party's properties are not as they were wished: the values are compared here, and only names go on. Pure. */
import { wishedOf, type MoneyDate } from '../../workflows/contracts/member-properties.js';
import { chapterCode } from '../../workflows/contracts/keys.js';
import type { Properties } from '../../workflows/contracts/property-names.js';
import { parseParty } from '../imis/party.js';
import { sameId, type Raw } from '../imis/wire/shape.js';
import { differing } from '../steps/fields/record.js';
import { memberValues, wishedValues } from '../steps/members/member-fields.js';

/** `raw`: the party as the API gives it; `set`: the flow's input. Throws ReadFailed. */
export function notAsWished(raw: Raw, set: Properties): string[] {
  const { plain, chapter, customerTypeCode, dates } = wishedOf(set);
  const present = memberValues(raw, Object.keys(plain));
  const party = parseParty(raw);
  return [
    ...differing(wishedValues(plain, present), present),
    ...(chapter === undefined || code(party.chapter) === code(chapter) ? [] : ['chapter']),
    ...(customerTypeCode === undefined || sameId(party.customerTypeCode, customerTypeCode) ? [] : ['customerTypeCode']),
    ...(Object.keys(dates) as MoneyDate[]).filter((name) => !covers(name, party[name], dates[name]!)),
  ];
}

const code = (chapter: string | null | undefined): string | undefined => (chapter ? chapterCode(chapter) : undefined);

/** A later term covers an earlier one; a member joins once. */
const covers = (name: MoneyDate, present: string | undefined, wished: string): boolean =>
  name === 'joinDate' ? present === wished : present !== undefined && present >= wished;
