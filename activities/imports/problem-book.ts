/** Bad rows as they turn up: all of them in a file, the first few in memory. */
import { type LineWriter, lineWriter } from './lines-out.js';
import type { RowProblem } from './problem.js';
import type { SourceRecord } from './records.js';
import type { ColumnProblem, Row } from './row.js';

const SHOWN = 20;

/** A line of `problems.jsonl`: the ids, as far as they are good, are for the results file. */
export interface BadRow extends RowProblem, Partial<Pick<Row, 'partyId' | 'productCode' | 'billBegin'>> {}

export class ProblemBook {
  count = 0;
  private first: RowProblem[] = [];
  private readonly writer: LineWriter;

  private constructor(writer: LineWriter) {
    this.writer = writer;
  }

  static async open(path: string): Promise<ProblemBook> {
    return new ProblemBook(await lineWriter(path));
  }

  async add(bad: BadRow): Promise<void> {
    this.count += 1;
    await this.writer.write(JSON.stringify(bad));
    const { line, column, message } = bad;
    this.first.push({ line, ...(column !== undefined && { column }), message });
    if (this.first.length >= SHOWN * 2) this.first = this.shown();
  }

  /** The first by line, 20 at most. */
  shown(): RowProblem[] {
    return this.first.sort((a, b) => a.line - b.line).slice(0, SHOWN);
  }

  close(): Promise<void> {
    return this.writer.close();
  }
}

const IDS = ['partyId', 'productCode', 'billBegin'] as const;

/** One entry for a row that failed its checks, columns named as the source names them. */
export function badRow({ line, names, values, fault }: SourceRecord, problems: readonly ColumnProblem[]): BadRow {
  if (fault) return { line, ...fault };
  const wrong = new Set(problems.map(({ column }) => column));
  const ids = IDS.filter((id) => values[id] !== undefined && !wrong.has(id)).map((id) => [id, values[id]] as const);
  const [first, ...others] = problems.map(({ column, message }) => ({ column: names[column] ?? column, message }));
  const message = [first?.message, ...others.map((other) => `${other.column}: ${other.message}`)].join('; ');
  return { line, column: first?.column, message, ...Object.fromEntries(ids) };
}
