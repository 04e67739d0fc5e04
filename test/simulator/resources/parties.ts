import type { Context, Resource } from '../context.js';
import { notFound, Refusal } from '../wire/failures.js';
import { partyData } from '../wire/party.js';
import { filter, paged, wanted } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import type { PartyRecord } from '../world/model.js';
import { putParty } from './party-put.js';

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

/** /api/Party: GET and PUT. */
export const parties: Resource = {
  name: 'Party',
  list(context) {
    const { store, query } = context;
    const ids = wanted(query, 'PartyId') ?? wanted(query, 'Id');
    const known = ids?.map((id) => store.parties.get(id)).filter((one) => one !== undefined);
    const found = filter(known ?? store.parties.all(), query, fields);
    const type = { area: 'Membership', name: 'PartyData' } as const;
    return { status: 200, body: paged(found, query, type, (party) => partyData(store, party)) };
  },
  get: (context, id) => ({ status: 200, body: partyData(context.store, partyOf(context, id)) }),
  put: (context, id) => putParty(context, partyOf(context, id)),
};
