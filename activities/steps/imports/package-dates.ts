/** Membership dates of several contacts by one list. Names and addresses that come along are not kept. */
import type { Imis } from '../../imis/api.js';
import { parseParty, readPartyDates, type PartyDates } from '../../imis/party.js';
import { anyOf, ignored } from '../../imis/wire/filter.js';
import { sameId } from '../../imis/wire/shape.js';
import { inAddresses } from './package-rows.js';

/** By party id in lower case; a party that does not exist is left out. Throws ReadFailed. */
export async function readDates(imis: Imis, partyIds: readonly string[]): Promise<Map<string, PartyDates>> {
  const found = new Map<string, PartyDates>();
  const [only, ...others] = partyIds;
  if (only === undefined) return found;
  if (others.length === 0) {
    const dates = await readPartyDates(imis, only);
    if (dates) found.set(only.toLowerCase(), dates);
    return found;
  }
  for (const ids of inAddresses(partyIds)) {
    await imis.pages('Party', { PartyId: anyOf(ids) }, (page) => {
      for (const raw of page) {
        const { partyId, joinDate, paidThruDate, renewedThruDate, customerTypeCode } = parseParty(raw);
        if (!ids.some((id) => sameId(id, partyId))) ignored('Party', 'PartyId');
        found.set(partyId.toLowerCase(), {
          joinDate,
          paidThru: paidThruDate,
          renewedThru: renewedThruDate,
          customerType: customerTypeCode,
        });
      }
    });
  }
  return found;
}
