/**
 * Changing a Party: the whole object goes back as it was read, with some properties changed. A member left out of a PUT
 * may be cleared (unknown, facts 2.4), and restricted attributes pass as long as they are the same (RESTRICTED).
 */
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import type { Simple } from './party-collections.js';
import { changed, type Place } from './party-places.js';
import { entityAddress } from './wire/address.js';
import { built } from './wire/built.js';
import { single } from './wire/paged.js';
import { child, malformed, type Raw, requiredText, sameId, text } from './wire/shape.js';

/** GET /api/Party/{PartyId}, as received. It holds personal data and never leaves the process. Throws ReadFailed. */
export async function readPartyRaw(imis: Imis, partyId: string): Promise<Raw | undefined> {
  const { path, query } = entityAddress('Party', partyId);
  const body = await imis.read(path, query);
  const raw = body === undefined ? undefined : single(body, 'Party');
  if (raw === undefined) return undefined;
  const id = text(raw, 'PartyId') ?? requiredText(raw, 'Id');
  return sameId(id, partyId) ? raw : malformed('another Party came than was asked for');
}

/** `UpdateInformation`: when the party was last changed, as the API writes it, and by which user. */
export function lastUpdateOf(raw: Raw): { updatedOn?: string; updatedBy?: string } {
  const information = child(raw, 'UpdateInformation');
  return information ? { updatedOn: text(information, 'UpdatedOn'), updatedBy: text(information, 'UpdatedBy') } : {};
}

/** PUT /api/Party/{PartyId}. @param raw the party as `readPartyRaw` gave it just before */
export async function putParty(imis: Imis, raw: Raw, changes: readonly { place: Place; value: Simple | null }[], send: Send = {}): Promise<Answer> {
  const { path, query } = entityAddress('Party', text(raw, 'PartyId') ?? requiredText(raw, 'Id'));
  const made = built(() => changes.reduce(changed, raw));
  if ('refusal' in made) return made.refusal;
  return await imis.write('PUT', path, { ...send, query, body: made.body });
}
