/** Party: only the membership facts of a contact, never name, address or e-mail. */
import type { Imis } from './api.js';
import { entityAddress } from './wire/address.js';
import { parseDate } from './wire/date.js';
import { single } from './wire/paged.js';
import { flagProperty, readProperties, textProperty } from './wire/property.js';
import { child, malformed, type Raw, requiredText, sameId, text } from './wire/shape.js';

/** Dates `YYYY-MM-DD`. A property that the API left out is undefined. */
export interface Party {
  partyId: string;
  isMember?: boolean;
  customerTypeCode?: string;
  chapter?: string;
  joinDate?: string;
  paidThruDate?: string;
  renewedThruDate?: string;
  /** PartyStatusId: `A` is active. */
  status?: string;
}

/** GET /api/Party/{PartyId}. undefined when there is no such party. Throws ReadFailed. */
export async function readParty(imis: Imis, partyId: string): Promise<Party | undefined> {
  const { path, query } = entityAddress('Party', partyId);
  const body = await imis.read(path, query);
  const raw = body === undefined ? undefined : single(body, 'Party');
  if (raw === undefined) return undefined;
  const party = parseParty(raw);
  return sameId(party.partyId, partyId) ? party : malformed('another Party came than was asked for');
}

/** `YYYY-MM-DD`; undefined where the contact has none. */
export interface PartyDates {
  joinDate?: string;
  paidThru?: string;
  renewedThru?: string;
  /** CustomerTypeCode: which contacts are members, and which pay, goes by it. */
  customerType?: string;
}

/** What an import or a renewal moves. undefined when there is no such party. Throws ReadFailed. */
export async function readPartyDates(imis: Imis, partyId: string): Promise<PartyDates | undefined> {
  const party = await readParty(imis, partyId);
  return (
    party && {
      joinDate: party.joinDate,
      paidThru: party.paidThruDate,
      renewedThru: party.renewedThruDate,
      customerType: party.customerTypeCode,
    }
  );
}

/** Reads PartyData with its AdditionalAttributes. Throws ReadFailed when it is something else. */
export function parseParty(raw: Raw): Party {
  const properties = readProperties(raw);
  const status = child(raw, 'Status');
  return {
    partyId: text(raw, 'PartyId') ?? requiredText(raw, 'Id'),
    isMember: flagProperty(properties, 'IsMember'),
    customerTypeCode: textProperty(properties, 'CustomerTypeCode'),
    chapter: textProperty(properties, 'Chapter'),
    joinDate: parseDate(properties.get('JoinDate'), 'JoinDate'),
    paidThruDate: parseDate(properties.get('PaidThruDate'), 'PaidThruDate'),
    renewedThruDate: parseDate(properties.get('RenewedThruDate'), 'RenewedThruDate'),
    status: status && text(status, 'PartyStatusId'),
  };
}
