/**
 * Places of a Party where a property stands, and the whole party with something else there. What the party does not carry
 * is not made, but for two things whose form is known: a part of the name, and the primary e-mail.
 */
import type { Contact } from '../../workflows/contracts/contact-properties.js';
import { inAddress, isPrimaryType, member, ofType, plain, primaryEmail, type Simple, type Slot, wrapped } from './party-collections.js';
import { isRecord, members, type Raw, sameId, unwrap } from './wire/shape.js';

/** In `PersonName` (`known`: samples have it, so that it may be set where it is absent), a named pair, or in a collection. */
export type Place = { in: 'PersonName'; member: string; known: boolean } | { in: 'AdditionalAttributes'; name: string } | Contact;

const ATTRIBUTES = 'AdditionalAttributes';
const isNamed = (name: string) => (one: Raw) => typeof one.Name === 'string' && sameId(one.Name, name);

/** undefined: the party has no such place, or has several. */
function slot(raw: Raw, place: Place): Slot | undefined {
  switch (place.in) {
    case 'PersonName':
      return partOfName(raw, place.member, place.known);
    case 'AdditionalAttributes':
      return member(raw, ATTRIBUTES, isNamed(place.name), wrapped('Value'));
    case 'Emails':
      if (place.type === undefined || isPrimaryType(place.type)) return primaryEmail(raw);
      return member(raw, 'Emails', ofType('Emails', place.type), plain('Address'));
    case 'Phones':
      return member(raw, 'Phones', ofType('Phones', place.type), plain('Number'));
    case 'Addresses':
      return member(raw, 'Addresses', (one) => isRecord(one.Address) && ofType('Addresses', place.type)(one), inAddress(place.member));
  }
}

function partOfName(raw: Raw, name: string, known: boolean): Slot | undefined {
  const { PersonName } = raw;
  if (!isRecord(PersonName) || (!known && typeof PersonName[name] !== 'string')) return undefined;
  return { value: unwrap(PersonName[name]), address: `PersonName.${name}`, with: (value) => ({ ...raw, PersonName: { ...PersonName, [name]: value ?? '' } }) };
}

const isSimple = (value: unknown): value is Simple => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** The place of a property that the party has, with a simple value or none. */
function carried(raw: Raw, place: Place): Slot | undefined {
  const found = slot(raw, place);
  return found && (found.value === undefined || found.value === null || isSimple(found.value)) ? found : undefined;
}

export const carries = (raw: Raw, place: Place): boolean => carried(raw, place) !== undefined;

/** Where a property stands in this party: two names of one place have one address. */
export const addressOf = (raw: Raw, place: Place): string | undefined => slot(raw, place)?.address;

/** Names of the attributes the API shows. */
export const attributeNames = (raw: Raw): string[] =>
  members(raw[ATTRIBUTES], ATTRIBUTES).flatMap((one) => (typeof one.Name === 'string' ? [one.Name] : []));

/** The value of a property; null when it is empty or not carried. */
export function valueAt(raw: Raw, place: Place): Simple | null {
  const value = slot(raw, place)?.value;
  return isSimple(value) && value !== '' ? value : null;
}

/** The party with one property changed. Throws RangeError when it cannot have it. */
export function changed(raw: Raw, { place, value }: { place: Place; value: Simple | null }): Raw {
  const found = carried(raw, place);
  if (!found) throw new RangeError('the party does not carry the property');
  return found.with(value);
}
