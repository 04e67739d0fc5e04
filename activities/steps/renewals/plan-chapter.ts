/** Who belongs to a chapter: a subscription does not say it, the party does (RESTRICTED flow 2). */
import { chapterCode } from '../../../workflows/contracts/keys.js';
import type { Imis } from '../../imis/api.js';
import { parseParty } from '../../imis/party.js';
import { MAX_PARTY_IDS } from '../../imis/subscription-list.js';
import { anyOf, ignored } from '../../imis/wire/filter.js';
import type { Raw } from '../../imis/wire/shape.js';

/**
 * GET /api/Party?PartyId=in:, a hundred at a time: those whose Chapter it is. That a run goes by the party's Chapter is
 * inferred (facts 4: ChapterCode with ProcessSpecificChapter). Throws ReadFailed.
 */
export async function membersOf(imis: Imis, chapter: string, partyIds: string[]): Promise<Set<string>> {
  const wanted = chapterCode(chapter);
  const ids = [...new Set(partyIds)];
  const known = new Set(ids.map((id) => id.toUpperCase()));
  const members = new Set<string>();
  const onPage = (rows: Raw[]) => {
    for (const { partyId, chapter: own } of rows.map(parseParty)) {
      if (!known.has(partyId.toUpperCase())) ignored('Party', 'PartyId');
      if (own !== undefined && chapterCode(own) === wanted) members.add(partyId.toUpperCase());
    }
  };
  for (let from = 0; from < ids.length; from += MAX_PARTY_IDS)
    await imis.pages('Party', { PartyId: anyOf(ids.slice(from, from + MAX_PARTY_IDS)) }, onPage);
  return members;
}
