/** Ordinary properties of a Party as fields of a record: read, wished, and put back into the whole object. */
import { memberProperty, NAME_PARTS } from '../../../workflows/contracts/member-properties.js';
import { vendorName, type Properties, type PropertyValue } from '../../../workflows/contracts/property-names.js';
import { lastUpdateOf, putParty, readPartyRaw } from '../../imis/party-change.js';
import { contactNames } from '../../imis/party-collections.js';
import { addressOf, attributeNames, carries, valueAt, type Place } from '../../imis/party-places.js';
import type { Raw } from '../../imis/wire/shape.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { tell, type FieldRecord, type Told, type Value, type Values } from '../fields/record.js';

export interface ChangeMember {
  partyId: string;
  /** Ordinary properties, by the names of `memberPropertyName`. Personal data. */
  set: Properties;
}

/** Names alone: values of members stay out of reports. */
export type ChangedMember = Told;

export const partyTarget = (partyId: string): string => `party:${partyId}`;

export function memberFields({ imis }: TenantRuntime): FieldRecord<ChangeMember, Raw, ChangedMember> {
  return {
    targets: ({ partyId }) => [partyTarget(partyId)],
    records: ({ partyId }) => [partyTarget(partyId)],
    called: ({ partyId }) => `party ${partyId}`,

    async read({ partyId, set }) {
      const raw = await readPartyRaw(imis, partyId);
      if (!raw) return undefined;
      return { row: raw, raw, values: memberValues(raw, Object.keys(set)), ...lastUpdateOf(raw), facts: {} };
    },

    wish: ({ set }, { values }) => wishedValues(set, values),

    objection({ set }, { raw, values }, open) {
      const why = objectionTo(set, raw, values, open);
      return Promise.resolve(why === undefined ? undefined : { change: 'blocked', outcome: 'rejected', evidence: why });
    },

    put: ({ raw }, values, options) =>
      putParty(imis, raw, Object.entries(values).map(([name, value]) => ({ place: placeOf(name), value })), options),

    result: ({ set }, _reading, changed) => tell(Object.keys(set), changed),
  };
}

/** What a party shows of ordinary properties, by the names of `memberPropertyName`. */
export const memberValues = (raw: Raw, names: string[]): Values => Object.fromEntries(names.map((name) => [name, valueAt(raw, placeOf(name))]));

/** The wished values, in the form of the present ones. */
export const wishedValues = (set: Properties, present: Values): Values =>
  Object.fromEntries(Object.entries(set).map(([name, value]) => [name, inTheFormOf(name, present[name] ?? null, value)]));

/** Why the properties cannot be changed, by names alone. */
function objectionTo(set: Properties, raw: Raw, values: Values, open: string[]): string | undefined {
  const foreign = open.filter((name) => !carries(raw, placeOf(name)));
  if (foreign.length > 0) return `the party carries no ${foreign.join(', ')}, or several of it (it carries: ${carried(raw).join(', ') || 'none of the kind'})`;
  const odd = open.filter((name) => typeof values[name] === 'boolean' && typeof set[name] !== 'boolean');
  if (odd.length > 0) return `${odd.join(', ')} must be true or false`;
  const names = Object.keys(set);
  const twice = names.filter((name) => names.some((other) => other !== name && addressOf(raw, placeOf(other)) === addressOf(raw, placeOf(name))));
  return twice.length > 0 ? `${twice.join(' and ')} are one property of the party: give one of them` : undefined;
}

function placeOf(name: string): Place {
  const property = memberProperty(name);
  if (property.way === 'contact') return property.contact;
  if (property.way === 'name') return { in: 'PersonName', member: vendorName(property.name), known: NAME_PARTS.includes(property.name) };
  return { in: 'AdditionalAttributes', name: name.replace(/^additionalAttributes\./, '') };
}

/** What the party carries and may be changed here, by the names of `set`. */
const carried = (raw: Raw): string[] =>
  [...attributeNames(raw).map((name) => `additionalAttributes.${name}`), ...contactNames(raw)].filter((name) =>
    ['attribute', 'contact'].includes(memberProperty(name).way),
  );

/** The wish in the form of the present value: `"42"` and 42 are one, and so are `2026-01-01` and `2026-01-01T00:00:00`. */
function inTheFormOf(name: string, present: Value, wish: PropertyValue): Value {
  if (wish === null || wish === '') return null;
  if (typeof present === 'number' && typeof wish === 'string' && wish.trim() !== '' && Number.isFinite(Number(wish))) return Number(wish);
  if (typeof present !== 'string' || typeof wish === 'boolean') return wish;
  const text = String(wish);
  // How a number is written is the tenant's: iMIS may put its own brackets and dashes (unknown).
  if (name.startsWith('phones.') && digits(text) !== '' && digits(text) === digits(present)) return present;
  const time = /^\d{4}-\d{2}-\d{2}(T00:00:00(?:\.0+)?)$/.exec(present)?.[1];
  return time !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}${time}` : text;
}

const digits = (number: string): string => number.replace(/[\s()./-]/g, '');
