/** A table as the journal sees it. */
export interface AnyTable {
  readonly name: string;
  read(key: string): unknown;
  overwrite(key: string, row: unknown): void;
}

/** What a record was before a change; `before` undefined: it did not exist. */
export interface Change {
  table: AnyTable;
  key: string;
  before: unknown;
}

/** Remembers the former state of every record a handler changes. */
export class Journal {
  private changes: Change[] | undefined;

  note(change: Change): void {
    this.changes?.push(change);
  }

  /** Runs `work` and returns what it changed; when it throws, everything is put back first. */
  record<T>(work: () => T): { value: T; changes: Change[] } {
    const changes: Change[] = [];
    const outer = this.changes;
    this.changes = changes;
    try {
      return { value: work(), changes };
    } catch (error) {
      putBack(changes);
      throw error;
    } finally {
      this.changes = outer;
    }
  }
}

/** Takes changes back, last first. */
export function putBack(changes: Change[]): void {
  for (const { table, key, before } of [...changes].reverse()) table.overwrite(key, before);
}

/** Runs `read` while the records of `changes` look as they did before: a stale read. */
export function asBefore<T>(changes: Change[], read: () => T): T {
  const present: Change[] = [];
  for (const { table, key, before } of [...changes].reverse()) {
    present.push({ table, key, before: table.read(key) });
    table.overwrite(key, before);
  }
  try {
    return read();
  } finally {
    putBack(present);
  }
}

/** Which value a record is found by, e.g. `{ party: (row) => row.partyId }`. */
export type Indexes<Row> = Record<string, (row: Row) => string>;

/** Records of one kind by key, in the order in which they were made, with look-ups by indexed values. */
export class Table<Row extends object> implements AnyTable {
  readonly name: string;
  private readonly journal: Journal;
  private readonly rows = new Map<string, Row>();
  private readonly indexes: Indexes<Row>;
  private readonly found = new Map<string, Set<string>>();

  constructor(name: string, journal: Journal, indexes: Indexes<Row> = {}) {
    this.name = name;
    this.journal = journal;
    this.indexes = indexes;
  }

  get(key: string): Row | undefined {
    return this.rows.get(key);
  }

  all(): Row[] {
    return [...this.rows.values()];
  }

  /** Records whose indexed value is `value`. */
  by(index: string, value: string): Row[] {
    const keys = this.found.get(`${index}=${value}`) ?? [];
    return [...keys].map((key) => this.rows.get(key)).filter((row) => row !== undefined);
  }

  put(key: string, row: Row): Row {
    this.journal.note({ table: this, key, before: this.rows.get(key) });
    this.set(key, row);
    return row;
  }

  delete(key: string): void {
    this.journal.note({ table: this, key, before: this.rows.get(key) });
    this.set(key, undefined);
  }

  clear(): void {
    this.rows.clear();
    this.found.clear();
  }

  read(key: string): unknown {
    return this.rows.get(key);
  }

  /** Sets a record behind the journal's back; only for taking changes back. */
  overwrite(key: string, row: unknown): void {
    this.set(key, row as Row | undefined);
  }

  private set(key: string, row: Row | undefined): void {
    const former = this.rows.get(key);
    for (const [index, value] of Object.entries(this.indexes)) {
      const from = former && `${index}=${value(former)}`;
      const to = row && `${index}=${value(row)}`;
      if (from === to) continue;
      if (from) this.found.get(from)?.delete(key);
      if (to) this.found.set(to, (this.found.get(to) ?? new Set()).add(key));
    }
    if (row) this.rows.set(key, row);
    else this.rows.delete(key);
  }
}
