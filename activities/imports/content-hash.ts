/** What a file says, whatever its form: the same rows as CSV, as JSONL or under other headers are one import. */
import { createHash } from 'node:crypto';
import { COLUMNS } from './columns.js';
import type { SourceRecord } from './records.js';
import type { CheckedRow } from './row.js';

/**
 * Takes rows in the order of the file. Line numbers do not count. Bad rows count as they stand: a file without them is
 * another file.
 */
export class ContentHash {
  private readonly hash = createHash('sha256');

  addRow(row: CheckedRow): void {
    this.add(['row', ...COLUMNS.map((column) => row[column] ?? null)]);
  }

  addBad({ values, unread }: SourceRecord): void {
    this.add(['bad', unread ?? COLUMNS.map((column) => values[column] ?? null)]);
  }

  private add(entry: unknown[]): void {
    this.hash.update(`${JSON.stringify(entry)}\n`);
  }

  /** Twenty hexadecimal digits. Ends the hash. */
  digest(): string {
    return this.hash.digest('hex').slice(0, 20);
  }
}
