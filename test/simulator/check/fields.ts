import type { PartyRecord, SubscriptionRecord } from '../world/model.js';
import { contactFields, withoutContacts } from './contacts.js';
import { normal } from './result.js';

/** Values of a record by field name in lower case, in the form of `normal`; what is empty is left out. */
export type Fields = Map<string, string>;

function put(fields: Fields, path: string, value: unknown): void {
  if (Array.isArray(value)) for (const [index, one] of value.entries()) put(fields, `${path}.${index}`, one);
  else if (typeof value === 'object' && value !== null) {
    const collection = (value as { $values?: unknown }).$values;
    if (collection !== undefined) return put(fields, path, collection);
    for (const [name, one] of Object.entries(value)) if (name !== '$type') put(fields, `${path}.${name}`, one);
  } else if (normal(value) !== '' && value !== false) fields.set(path.toLowerCase(), normal(value));
}

/** Kept by iMIS itself; the id of a legacy invoice follows its row. */
const kept = new Set(['lastUpdated', 'updatedBy', 'invoiceId']);

export function rowFields(row: Partial<SubscriptionRecord> = {}): Fields {
  const fields: Fields = new Map();
  for (const [name, value] of Object.entries(row)) if (!kept.has(name)) put(fields, name, value);
  // Active is 0, which travels as nothing at all.
  if (fields.get('status') === '0.00') fields.delete('status');
  return fields;
}

export function partyFields(party: Partial<PartyRecord> = {}): Fields {
  const fields: Fields = new Map();
  const { namePrefix, firstName, lastName, informalName = firstName, email, extra = {}, attributes = {} } = party;
  const { joinDate, paidThru, renewedThru, customerType, chapter } = party;
  const dates = { JoinDate: joinDate, PaidThruDate: paidThru, RenewedThruDate: renewedThru };
  const whole = { namePrefix, firstName, lastName, informalName, ...dates, CustomerTypeCode: customerType, Chapter: chapter };
  const named = party.kind === 'organization' ? { OrganizationName: party.name } : {};
  for (const [name, value] of Object.entries({ ...whole, ...named, ...withoutContacts(extra) }))
    put(fields, name, value);
  for (const [name, value] of contactFields(email, extra)) put(fields, name, value);
  for (const [name, value] of Object.entries(attributes)) put(fields, `additionalAttributes.${name}`, value);
  return fields;
}

/** Names of fields in which two records differ. */
export const differing = (a: Fields, b: Fields): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));

const restricted = ['joindate', 'paidthrudate', 'renewedthrudate', 'customertypecode', 'chapter'];

/** Name of a field as `rowFields` and `partyFields` have it, from the name in `set`. */
export function fieldName(name: string): string {
  const lower = name
    .trim()
    .toLowerCase()
    .replace(/^personname\./, '')
    .replace(/^emails\._primary$/, 'email');
  const inside = lower.replace(/^additionalattributes\./, '');
  return restricted.includes(inside) ? inside : lower;
}

/** A wished value in the same form; `''`: empty. */
export function fieldValue(field: string, value: unknown): string {
  const word = field === 'status' ? { active: '', inactive: '1.00' }[String(value).toLowerCase()] : undefined;
  const text = word ?? normal(value);
  return text === 'false' || (field === 'status' && text === '0.00') ? '' : text;
}
