import type { PartyRecord } from '../world/model.js';
import { chapterCode } from '../world/store.js';
import type { Store } from '../world/store.js';
import { emptyDate, wireDay, wireMoment } from './dates.js';
import { collection, data, properties } from './json.js';
import type { Json, JsonObject } from './json.js';

const status = (): JsonObject =>
  data('Membership', 'PartyStatusData', { PartyStatusId: 'A', Name: 'Active', Description: 'Active' });

const sortName = (party: PartyRecord): string =>
  party.kind === 'person' ? `${party.lastName}, ${party.firstName}` : party.name;

/** PartySummaryData as it sits inside invoices; IsMarkedForDelete is nullable and therefore written. */
export function partySummary(store: Store, partyId: string): JsonObject {
  const party = store.parties.get(partyId);
  if (!party) return data('Membership', 'PartySummaryData', { PartyId: partyId, Id: partyId });
  return {
    ...data('Membership', 'PartySummaryData', {
      CityName: party.city ?? '',
      Email: party.email ?? '',
      Phone: '',
      PartyId: partyId,
      Id: partyId,
      UniformId: party.uniformId,
      Status: status(),
      Name: party.name,
      Sort: sortName(party).toUpperCase(),
    }),
    IsMarkedForDelete: false,
  };
}

/** The attributes of PartyData.AdditionalAttributes, restricted ones among them (RESTRICTED). */
export function partyAttributes(store: Store, party: PartyRecord): Record<string, string | boolean | number> {
  const type = store.customerTypeOf(party);
  return {
    CustomerTypeDescription: type?.description ?? '',
    IsMemberRecord: type?.member ?? false,
    CustomerTypeCode: party.customerType,
    IsMember: type?.member ?? false,
    IsInactiveMember: false,
    AllowAdvanceRenewal: false,
    JoinDate: wireDay(party.joinDate) ?? emptyDate,
    PaidThruDate: wireDay(party.paidThru) ?? emptyDate,
    RenewedThruDate: wireDay(party.renewedThru) ?? emptyDate,
    Chapter: party.chapter,
    ...party.attributes,
  };
}

function emails(party: PartyRecord): JsonObject {
  const primary = data('Membership', 'EmailData', { Address: party.email, EmailType: '_Primary', IsPrimary: true });
  return collection('Membership', 'EmailDataCollection', party.email ? [primary] : []);
}

/** PersonData or OrganizationData. */
export function partyData(store: Store, party: PartyRecord): JsonObject {
  const { firstName, lastName, name } = party;
  const person = party.kind === 'person';
  const own = person
    ? {
        PersonName: data('Membership', 'PersonNameData', {
          NamePrefix: party.namePrefix,
          FirstName: firstName,
          InformalName: party.informalName ?? firstName,
          LastName: lastName,
          FullName: name,
        }),
      }
    : { OrganizationName: name };
  const alternate = data('Core', 'AlternateIdData', { Id: party.partyId, IdType: 'Id' });
  return data('Membership', person ? 'PersonData' : 'OrganizationData', {
    ...own,
    Name: name,
    Sort: sortName(party),
    AdditionalAttributes: properties(partyAttributes(store, party)),
    Addresses: collection('Membership', 'FullAddressDataCollection', []),
    AlternateIds: collection('Core', 'AlternateIdDataCollection', [alternate]),
    Emails: emails(party),
    Phones: collection('Membership', 'PhoneDataCollection', []),
    Salutations: collection('Membership', 'PartySalutationDataCollection', []),
    SocialNetworks: collection('Membership', 'PartySocialNetworkDataCollection', []),
    CommunicationTypePreferences: collection('Membership', 'PartyCommunicationTypePreferenceDataCollection', []),
    ...(party.extra as Record<string, Json>),
    UpdateInformation: data('Core', 'EntityUpdateInformationData', {
      CreatedBy: party.createdBy,
      CreatedOn: wireMoment(party.createdOn),
      UpdatedBy: party.updatedBy,
      UpdatedOn: wireMoment(party.updatedOn),
    }),
    PartyId: party.partyId,
    Id: party.partyId,
    UniformId: party.uniformId,
    Status: status(),
  });
}

/** GroupSummaryData. */
export function groupSummary(store: Store, groupId: string): JsonObject {
  const group = store.groups.get(groupId);
  const code = chapterCode(groupId);
  return data('Membership', 'GroupSummaryData', {
    GroupId: groupId,
    Name: group?.name ?? groupId,
    Description: code ? `Chapter ${code}` : '',
  });
}
