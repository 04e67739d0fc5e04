import type { Context } from '../context.js';
import type { Answer } from '../wire/failures.js';
import { isObject } from '../wire/json.js';
import { partyData } from '../wire/party.js';
import { onlyMembers, readCollection, readObject, readText } from '../wire/read.js';
import { touchParty } from '../world/dates.js';
import type { PartyRecord } from '../world/model.js';
import { freeAttributes, readAttributes, withRestricted } from './party-attributes.js';
import { contactMembers } from './party-contacts.js';

/** Members of PersonData and OrganizationData in the vendor's samples. */
const members = [
  ...['PersonName', 'OrganizationName', 'Name', 'Sort', 'AdditionalAttributes', 'AlternateIds', 'UpdateInformation'],
  ...['PartyId', 'Id', 'UniformId', 'Status', 'FinancialInformation', 'Addresses', 'Emails', 'Phones', 'Salutations'],
  ...['SocialNetworks', 'CommunicationTypePreferences'],
];
/** Collections that a caller may change, kept as they are sent. */
const collections = ['Addresses', 'Emails', 'Phones', 'Salutations', 'SocialNetworks', 'CommunicationTypePreferences'];
const nameMembers = ['NamePrefix', 'FirstName', 'InformalName', 'LastName', 'FullName'];

type Body = Record<string, unknown>;

/** PersonName, or OrganizationName; FullName follows from the parts. */
function withName(context: Context, party: PartyRecord, body: Body, clears: boolean): PartyRecord {
  if (party.kind === 'organization') {
    const name = readText(body.OrganizationName, 'OrganizationName') ?? (clears ? '' : party.name);
    return { ...party, name };
  }
  const sent: Body = isObject(body.PersonName) ? body.PersonName : {};
  onlyMembers(sent, 'PersonNameData', nameMembers, context.store.switches.strictMembers);
  const part = (member: string, present: string | undefined): string =>
    readText(sent[member], member) ?? (clears ? '' : (present ?? ''));
  const firstName = part('FirstName', party.firstName);
  const lastName = part('LastName', party.lastName);
  const informalName = part('InformalName', party.informalName ?? party.firstName);
  // Who has none, and is sent none, is answered without the member, as before.
  const prefixed = sent.NamePrefix !== undefined || party.namePrefix !== undefined;
  const prefix = prefixed ? { namePrefix: part('NamePrefix', party.namePrefix) } : {};
  return { ...party, ...prefix, firstName, lastName, informalName, name: `${firstName} ${lastName}`.trim() };
}

/** Address of the primary e-mail of a collection. */
function primaryEmail(emails: unknown[]): string | undefined {
  const primary = emails.find((one) => isObject(one) && one.IsPrimary === true) ?? emails[0];
  return isObject(primary) ? readText(primary.Address, 'Address') : undefined;
}

function withCollections(context: Context, party: PartyRecord, body: Body, clears: boolean): PartyRecord {
  const extra = { ...party.extra };
  const next: PartyRecord = { ...party, extra };
  for (const name of collections) {
    if (!(name in body) && !clears) continue;
    // Reported by integrators: an address is answered as sent and was not saved.
    if (name === 'Addresses' && context.store.switches.partyAddresses === 'echoed') continue;
    const values = body[name] === undefined ? [] : readCollection(body[name], name);
    contactMembers(name, values, context.store.switches.strictMembers);
    if (values.length > 0) extra[name] = body[name];
    else delete extra[name];
    if (name !== 'Emails') continue;
    const email = primaryEmail(values);
    if (email) next.email = email;
    else delete next.email;
  }
  return next;
}

/**
 * PUT of a whole party; the last writer wins. What the server computes is ignored. Members that are left out are set
 * to nothing or kept (`partyPutOmitted`); a restricted attribute that is left out is kept on every tenant (inferred).
 */
export function putParty(context: Context, party: PartyRecord): Answer {
  const { store, actor } = context;
  const type = party.kind === 'person' ? 'PersonData' : 'OrganizationData';
  const body = readObject(context.body, 'Party', 'Membership', type);
  onlyMembers(body, type, members, store.switches.strictMembers);
  const clears = store.switches.partyPutOmitted === 'cleared';
  const sent = body.AdditionalAttributes === undefined ? {} : readAttributes(body.AdditionalAttributes);
  const permitted = withRestricted(context, party, sent);
  const renamed = withName(context, permitted, body, clears);
  const next = { ...withCollections(context, renamed, body, clears), attributes: freeAttributes(party, sent, clears) };
  const after = touchParty(store, actor, next);
  store.effect(actor, 'party.changed', { partyId: party.partyId, before: party, after });
  const answer = partyData(store, after);
  const echoed = store.switches.partyAddresses === 'echoed' && body.Addresses !== undefined;
  return {
    status: 200,
    body: echoed ? partyData(store, { ...after, extra: { ...after.extra, Addresses: body.Addresses } }) : answer,
  };
}
