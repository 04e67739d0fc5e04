/** What a results file says of each line of the original, which is read in order. Kept on disk in heaps of lines. */
import { readCsv } from './csv.js';
import { openFile } from './open.js';
import { Partitions } from './partitions.js';
import { ImportProblem } from './problem.js';
import { RESULT_STATUSES, type ResultStatus } from './package-results.js';
import { decodeUtf8, linesOf } from './text.js';

/** Lines of the original in one heap. */
const HEAP = 20_000;

const FAILED: readonly ResultStatus[] = ['error', 'not-sent', 'unknown'];

interface Outcome {
  line: number;
  status: ResultStatus;
  message: string;
}

const heapOf = (line: number): number => Math.floor(line / HEAP);

export class Outcomes {
  private readonly heaps: Partitions;
  private readonly total: number;
  private heap = -1;
  private current = new Map<number, Outcome>();
  private used = 0;

  private constructor(heaps: Partitions, total: number) {
    this.heaps = heaps;
    this.total = total;
  }

  /** `folder` takes the heaps. Throws ImportProblem `results` on a file that is no results file. */
  static async read(file: string, folder: string, signal?: AbortSignal): Promise<Outcomes> {
    const heaps = new Partitions(folder, 'outcomes');
    let total = 0;
    for await (const outcome of outcomesIn(file, signal)) {
      total += 1;
      await heaps.add(heapOf(outcome.line), JSON.stringify(outcome));
    }
    return new Outcomes(heaps, total);
  }

  /** Why the row of that line is to be sent again, or undefined. Lines are asked for in rising order. */
  async failureOf(line: number): Promise<string | undefined> {
    if (heapOf(line) !== this.heap) await this.load(heapOf(line));
    const outcome = this.current.get(line);
    if (!outcome) throw foreign('it says nothing of this row', line);
    this.used += 1;
    return FAILED.includes(outcome.status) ? outcome.message || outcome.status : undefined;
  }

  /** Throws ImportProblem `results` when there are results of rows that the original does not have. */
  assertAllUsed(): void {
    if (this.used !== this.total) throw foreign(`it speaks of ${this.total} rows where the original has ${this.used}`);
  }

  private async load(heap: number): Promise<void> {
    this.heap = heap;
    this.current = new Map();
    for await (const text of this.heaps.lines(heap)) {
      const outcome = JSON.parse(text) as Outcome;
      this.current.set(outcome.line, outcome);
    }
  }
}

async function* outcomesIn(file: string, signal?: AbortSignal): AsyncGenerator<Outcome> {
  const text = decodeUtf8(openFile(file, signal));
  const records = /\.(jsonl|ndjson)$/i.test(file) ? objectsIn(linesOf(text)) : rowsIn(readCsv(text));
  for await (const { line, status, message } of records) {
    const known = RESULT_STATUSES.find((one) => one === status);
    const number = Number(line);
    if (!known || !Number.isSafeInteger(number) || number < 1) throw foreign('it is no results file of an import');
    yield { line: number, status: known, message: typeof message === 'string' ? message : '' };
  }
}

async function* rowsIn(records: ReturnType<typeof readCsv>): AsyncGenerator<Record<string, unknown>> {
  let header: string[] | undefined;
  for await (const { cells } of records) {
    if (header) yield Object.fromEntries(header.map((name, index) => [name, cells[index]]));
    else header = cells;
  }
}

async function* objectsIn(lines: AsyncIterable<string>): AsyncGenerator<Record<string, unknown>> {
  for await (const line of lines) {
    if (line.trim() !== '') yield parseObject(line);
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    throw foreign('it is no results file of an import');
  }
}

const foreign = (fault: string, line?: number): ImportProblem =>
  new ImportProblem(
    'results',
    `results file: ${fault}`,
    'give the results of the import of this very file, after it has ended',
    { line },
  );
