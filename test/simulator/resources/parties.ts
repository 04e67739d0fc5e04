import type { Context, Resource } from '../context.js';
import { invalid, notFound, Refusal, refuse } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { isObject } from '../wire/json.js';
import { partyAttributes, partyData } from '../wire/party.js';
import { filter, paged } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import { readCollection, readDate, readObject, readRequired, readText } from '../wire/read.js';
import { touchParty } from '../world/dates.js';
import type { PartyRecord } from '../world/model.js';

/** Attributes that only staff or system administrators may write; same-value writes pass (RESTRICTED). */
const restricted = ['JoinDate', 'PaidThruDate', 'RenewedThruDate', 'CustomerTypeCode', 'Chapter'];
/** Attributes that follow from others and are ignored in a PUT. */
const derived = ['CustomerTypeDescription', 'IsMemberRecord', 'IsMember'];
const collections = ['Addresses', 'Emails', 'Phones', 'Salutations', 'SocialNetworks'];

const fields: Fields<PartyRecord> = {
  PartyId: (party) => party.partyId,
  Id: (party) => party.partyId,
  Email: (party) => party.email,
  Name: (party) => party.name,
  FirstName: (party) => party.firstName,
  LastName: (party) => party.lastName,
  UpdatedOn: (party) => party.updatedOn,
};

function partyOf(context: Context, id: string): PartyRecord {
  const party = context.store.parties.get(id);
  if (!party) throw new Refusal(notFound('The party'));
  return party;
}

type Value = string | boolean | number;

function readAttributes(value: unknown): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const one of readCollection(value, 'AdditionalAttributes')) {
    const pair = readObject(one, 'AdditionalAttributes', 'Core', 'GenericPropertyData');
    const inner = isObject(pair.Value) ? pair.Value.$value : (pair.Value ?? '');
    if (!['string', 'boolean', 'number'].includes(typeof inner))
      refuse('The value is not supported.', String(pair.Name));
    found[readRequired(pair.Name, 'Name')] = inner as Value;
  }
  return found;
}

/** Writes the restricted attributes for a system administrator, refuses a changed one for anybody else. */
function applyRestricted(context: Context, party: PartyRecord, sent: Record<string, Value>): PartyRecord {
  const present = partyAttributes(context.store, party);
  const changed = restricted.filter((name) => name in sent && sent[name] !== present[name]);
  if (changed.length === 0) return party;
  if (context.user.role !== 'sysadmin') {
    const message = 'Updating this field through the API requires staff or system administrator permissions.';
    throw new Refusal(invalid(changed.map((field) => ({ field, message }))));
  }
  const next: PartyRecord = { ...party };
  const days = { JoinDate: 'joinDate', PaidThruDate: 'paidThru', RenewedThruDate: 'renewedThru' } as const;
  for (const [name, field] of Object.entries(days)) {
    const day = changed.includes(name) ? readDate(sent[name], name) : next[field as 'joinDate'];
    if (day === undefined) delete next[field as 'joinDate'];
    else next[field as 'joinDate'] = day;
  }
  if (changed.includes('CustomerTypeCode')) next.customerType = String(sent.CustomerTypeCode);
  if (changed.includes('Chapter')) next.chapter = String(sent.Chapter);
  return next;
}

function put(context: Context, id: string): Answer {
  const { store, actor } = context;
  const party = partyOf(context, id);
  const body = readObject(
    context.body,
    'Party',
    'Membership',
    party.kind === 'person' ? 'PersonData' : 'OrganizationData',
  );
  const sent = body.AdditionalAttributes === undefined ? {} : readAttributes(body.AdditionalAttributes);
  let next = applyRestricted(context, party, sent);
  const free = Object.entries(sent).filter(([name]) => !restricted.includes(name) && !derived.includes(name));
  next = { ...next, attributes: { ...next.attributes, ...Object.fromEntries(free) } };
  if (isObject(body.PersonName)) {
    const firstName = readText(body.PersonName.FirstName, 'FirstName') ?? party.firstName ?? '';
    const lastName = readText(body.PersonName.LastName, 'LastName') ?? party.lastName ?? '';
    next = { ...next, firstName, lastName, name: `${firstName} ${lastName}` };
  }
  for (const name of collections) {
    if (!(name in body)) continue;
    readCollection(body[name], name);
    next = { ...next, extra: { ...next.extra, [name]: body[name] } };
  }
  const after = touchParty(store, actor, next);
  store.effect(actor, 'party.changed', { partyId: id, before: party, after });
  return { status: 200, body: partyData(store, after) };
}

/** /api/Party: GET and PUT. */
export const parties: Resource = {
  name: 'Party',
  list(context) {
    const { store, query } = context;
    const found = filter(store.parties.all(), query, fields);
    const type = { area: 'Membership', name: 'PartyData' } as const;
    return { status: 200, body: paged(found, query, type, (party) => partyData(store, party)) };
  },
  get: (context, id) => ({ status: 200, body: partyData(context.store, partyOf(context, id)) }),
  put,
};
