/**
 * Rows into packages of at most 100 parties (facts 3). A party stands in a package once, so that a result by party
 * names one row; its rows keep the order of the file, since packages are processed in the order received. A row whose
 * party is already in the open package waits for a later one.
 */
import type { Row } from './row.js';

export const PACKAGE_ROWS = 100;
/** Rows that may wait; one more closes the open package early. */
export const WAITING_ROWS = 1000;

export interface Package {
  /** From 1. */
  n: number;
  rows: Row[];
}

const partyOf = (row: Row): string => row.partyId.toLowerCase();

export class Packer {
  private open: Row[] = [];
  private readonly parties = new Set<string>();
  private waiting: Row[] = [];
  private closed = 0;

  /** Rows in memory. */
  get held(): number {
    return this.open.length + this.waiting.length;
  }

  /** Packages that this row completes. */
  *add(row: Row): Generator<Package> {
    // Those of its party that wait are of parties in the open package: the drain leaves no others.
    if (!this.take(row)) this.waiting.push(row);
    while (this.open.length === PACKAGE_ROWS || this.waiting.length > WAITING_ROWS) yield this.close();
  }

  /** All that is left. */
  *end(): Generator<Package> {
    while (this.open.length > 0) yield this.close();
  }

  private take(row: Row): boolean {
    if (this.open.length === PACKAGE_ROWS || this.parties.has(partyOf(row))) return false;
    this.parties.add(partyOf(row));
    this.open.push(row);
    return true;
  }

  private close(): Package {
    this.closed += 1;
    const rows = this.open;
    this.open = [];
    this.parties.clear();
    this.waiting = this.waiting.filter((row) => !this.take(row));
    return { n: this.closed, rows };
  }
}
