import type { Context } from '../context.js';
import { emptyDate } from '../wire/dates.js';
import { invalid, Refusal, refuse } from '../wire/failures.js';
import { partyAttributes } from '../wire/party.js';
import { readBoxed, readCollection, readDate, readObject, readRequired } from '../wire/read.js';
import type { PartyRecord } from '../world/model.js';

type Value = string | boolean | number;

/** Days of the party that only staff or system administrators may write, and the record's own names. */
const days = { JoinDate: 'joinDate', PaidThruDate: 'paidThru', RenewedThruDate: 'renewedThru' } as const;
/** All attributes of that kind; same-value writes pass (RESTRICTED). */
const restricted = [...Object.keys(days), 'CustomerTypeCode', 'Chapter'];
/** Attributes that follow from others and are ignored in a PUT. */
const derived = ['CustomerTypeDescription', 'IsMemberRecord', 'IsMember', 'IsInactiveMember'];

/** AdditionalAttributes of a request by name; a primitive may be boxed. */
export function readAttributes(value: unknown): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const one of readCollection(value, 'AdditionalAttributes')) {
    const pair = readObject(one, 'AdditionalAttributes', 'Core', 'GenericPropertyData');
    const inner = readBoxed(pair.Value) ?? '';
    if (!['string', 'boolean', 'number'].includes(typeof inner))
      refuse('The value is not supported.', String(pair.Name));
    found[readRequired(pair.Name, 'Name')] = inner as Value;
  }
  return found;
}

/** One day in any of its spellings is one value, and no day is one too. */
const plain = (name: string, value: Value | undefined): Value | undefined =>
  name in days ? readDate(value || emptyDate, name) : value;

/** Writes the restricted attributes for a system administrator, refuses a changed one for anybody else. */
export function withRestricted(context: Context, party: PartyRecord, sent: Record<string, Value>): PartyRecord {
  const present = partyAttributes(context.store, party);
  const changed = restricted.filter((name) => name in sent && plain(name, sent[name]) !== plain(name, present[name]));
  if (changed.length === 0) return party;
  if (context.user.role !== 'sysadmin') {
    const message = 'Updating this field through the API requires staff or system administrator permissions.';
    throw new Refusal(invalid(changed.map((field) => ({ field, message }))));
  }
  const next: PartyRecord = { ...party };
  for (const [name, field] of Object.entries(days)) {
    const day = changed.includes(name) ? readDate(sent[name], name) : next[field];
    if (day === undefined) delete next[field];
    else next[field] = day;
  }
  if (changed.includes('CustomerTypeCode')) next.customerType = String(sent.CustomerTypeCode);
  if (changed.includes('Chapter')) next.chapter = String(sent.Chapter);
  return next;
}

/** The attributes that anybody may write, as sent; those left out are kept or cleared by tenant. */
export function freeAttributes(
  party: PartyRecord,
  sent: Record<string, Value>,
  clears: boolean,
): Record<string, Value> {
  const free = Object.entries(sent).filter(([name]) => !restricted.includes(name) && !derived.includes(name));
  return { ...(clears ? {} : party.attributes), ...Object.fromEntries(free) };
}
