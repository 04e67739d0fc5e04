/**
 * Rows of one party and product within a file that cannot go together (ids compared without case). Of several of one
 * term nobody can tell which is meant, so none of them is good. iMIS keeps one row for all terms, so an earlier term
 * behind a later one would set the dates back. Keys are hashed and sorted into heaps by their first byte, and each
 * heap is looked at alone; one that is too large is sorted again by the next byte.
 */
import { createHash } from 'node:crypto';
import { Partitions } from './partitions.js';
import type { Row } from './row.js';

export interface Duplicate {
  /** Position among the rows that were added, from 0. */
  ordinal: number;
  line: number;
  /** `same`: another row of the same term. `earlier`: a row before it is of a later term. */
  fault: 'same' | 'earlier';
  /** Line of the other row; of the first such row, that of the second. */
  other: number;
  ids: Ids;
}

type Ids = Pick<Row, 'partyId' | 'productCode' | 'billBegin'>;
type Key = Ids & Pick<Row, 'line'>;

const keyOf = ({ partyId, productCode }: Ids): string =>
  createHash('sha256')
    .update(JSON.stringify([partyId.toLowerCase(), productCode.toLowerCase()]))
    .digest('hex')
    .slice(0, 32);

const byteOf = (entry: string, depth: number): number => Number.parseInt(entry.slice(depth * 2, depth * 2 + 2), 16);

/** Keys that one heap may hold, so that they fit in a small memory. */
const LIMIT = 50_000;
/** Heaps of keys that agree in this many bytes are not sorted any further. */
const DEEPEST = 3;

export class DuplicateSearch {
  private readonly folder: string;
  private readonly limit: number;
  private readonly heaps: Partitions;
  private readonly held: number | undefined;
  private count = 0;

  /** `folder` takes the heaps; `limit` is keys per heap, `held` characters in memory (for tests). */
  constructor(folder: string, { limit = LIMIT, held }: { limit?: number; held?: number } = {}) {
    this.folder = folder;
    this.limit = limit;
    this.held = held;
    this.heaps = new Partitions(folder, 'keys', held);
  }

  async add(row: Key): Promise<void> {
    const { line, partyId, productCode, billBegin } = row;
    const entry = [keyOf(row), this.count, line, JSON.stringify({ partyId, productCode, billBegin })].join('\t');
    this.count += 1;
    await this.heaps.add(byteOf(entry, 0), entry);
  }

  /** Every row that is one of several. `beat` is called once per heap. */
  find(beat: () => Promise<void> = async () => undefined): AsyncGenerator<Duplicate> {
    return this.search(this.heaps, 'keys', 1, beat);
  }

  private async *search(
    heaps: Partitions,
    name: string,
    depth: number,
    beat: () => Promise<void>,
  ): AsyncGenerator<Duplicate> {
    for (const number of heaps.numbers()) {
      await beat();
      const found = depth < DEEPEST ? await this.sortFurther(heaps, name, number, depth) : undefined;
      if (found) yield* this.search(found.heaps, found.name, depth + 1, beat);
      else yield* duplicatesIn(heaps.lines(number));
    }
  }

  private async sortFurther(heaps: Partitions, name: string, number: number, depth: number) {
    if (!(await holdsMore(heaps.lines(number), this.limit))) return undefined;
    const inner = { name: `${name}-${number}`, heaps: new Partitions(this.folder, `${name}-${number}`, this.held) };
    for await (const entry of heaps.lines(number)) await inner.heaps.add(byteOf(entry, depth), entry);
    return inner;
  }
}

async function holdsMore(lines: AsyncIterable<string>, limit: number): Promise<boolean> {
  let count = 0;
  for await (const _ of lines) if ((count += 1) > limit) return true;
  return false;
}

type Seen = Pick<Duplicate, 'ordinal' | 'line' | 'ids'>;

/** What came before of one party and product. */
interface Before {
  /** The row of the latest term, and the first of each term. */
  latest: Seen;
  terms: Map<string, { row: Seen; told: boolean }>;
}

async function* duplicatesIn(entries: AsyncIterable<string>): AsyncGenerator<Duplicate> {
  const known = new Map<string, Before>();
  for await (const entry of entries) {
    const [key = '', ordinal, line, ids = '{}'] = entry.split('\t');
    const row = { ordinal: Number(ordinal), line: Number(line), ids: JSON.parse(ids) as Ids };
    const before = known.get(key);
    if (before) yield* against(before, row);
    else known.set(key, { latest: row, terms: new Map([[row.ids.billBegin, { row, told: false }]]) });
  }
}

/** Compares a row with those before it. Dates compare as texts. */
function* against(before: Before, row: Seen): Generator<Duplicate> {
  const { billBegin } = row.ids;
  const same = before.terms.get(billBegin);
  if (same) {
    if (!same.told) yield { ...same.row, fault: 'same', other: row.line };
    same.told = true;
    yield { ...row, fault: 'same', other: same.row.line };
    return;
  }
  before.terms.set(billBegin, { row, told: false });
  if (billBegin < before.latest.ids.billBegin) yield { ...row, fault: 'earlier', other: before.latest.line };
  else before.latest = row;
}
