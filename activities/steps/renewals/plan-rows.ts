/** The subscription rows that a plan is made of, page by page, from any place on. */
import type { PartyList } from '../../../workflows/contracts/window.js';
import type { Imis } from '../../imis/api.js';
import type { Subscription } from '../../imis/subscription-data.js';
import { listSubscriptions, MAX_PARTY_IDS } from '../../imis/subscription-list.js';
import { partyChunks } from '../../renewals/parties.js';

/** The item, or the hundred of parties, that is read, and the offset of the page. */
export interface Place {
  at: number;
  offset: number;
}

export interface Rows {
  rows: Subscription[];
  /** Parties that were asked for by name. */
  asked?: string[];
  /** Where to go on. */
  next: Place;
}

type OnRows = (rows: Rows) => Promise<void>;

/** All rows of the items, one item after another. */
export async function rowsOfItems(imis: Imis, items: string[], from: Place, onRows: OnRows): Promise<void> {
  for (let at = from.at; at < items.length; at += 1) {
    let rows: Subscription[] = [];
    const onPageEnd = async (next: number) => {
      const page = rows;
      rows = [];
      await onRows({ rows: page, next: next === 0 ? { at: at + 1, offset: 0 } : { at, offset: next } });
    };
    const offset = at === from.at ? from.offset : 0;
    await listSubscriptions(imis, { itemIds: [items[at]!] }, (row) => void rows.push(row), { from: offset, onPageEnd });
  }
}

/** The rows of the parties of a list, a hundred at a time. Without items: those that make members, as a cycle bills them. */
export async function rowsOfParties(
  imis: Imis,
  { list, dataDir, items }: { list: PartyList; dataDir: string; items: string[] | undefined },
  from: Place,
  onRows: OnRows,
): Promise<void> {
  let { at } = from;
  for await (const partyIds of partyChunks(dataDir, list, at * MAX_PARTY_IDS, MAX_PARTY_IDS)) {
    const rows: Subscription[] = [];
    await listSubscriptions(imis, { partyIds, ...(items && { itemIds: items }) }, (row) => {
      if (items ?? row.isMemberComponent) rows.push(row);
    });
    at += 1;
    await onRows({ rows, asked: partyIds, next: { at, offset: 0 } });
  }
}
