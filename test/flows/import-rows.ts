/** Rows of dues imports for tests: members of the simulator, and files as people make them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueryNotRegisteredError, WorkflowNotFoundError } from '@temporalio/client';
import { parse } from 'csv-parse/sync';
import { checkImport } from '../../activities/imports/stage.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { Report } from '../../workflows/contracts/report.js';
import type { Bench } from '../setup/bench.js';
import type { EffectKind, FlowCase, LedgerEntry } from '../simulator/index.js';

export interface TestRow {
  partyId: string;
  productCode: string;
  transactionDate: string;
  billBegin: string;
  billThrough: string;
  paidThru: string;
  billedAmount: string;
  paidAmount: string;
  paymentMethodId: string;
  paymentReference: string;
}

let rows = 0;

export const row = (partyId: string, changes: Partial<TestRow> = {}): TestRow => ({
  partyId,
  productCode: 'REG',
  transactionDate: '2026-01-05',
  billBegin: '2026-01-01',
  billThrough: '2026-12-31',
  paidThru: '2026-12-31',
  billedAmount: '95.00',
  paidAmount: '95.00',
  paymentMethodId: 'CASH',
  paymentReference: `CHK-${(rows += 1)}`,
  ...changes,
});

/** Rows of so many new members whose dues were paid until the end of last year. */
export const rowsOf = (bench: Bench, count: number): TestRow[] =>
  bench.sim.world.addMembers(count).map((partyId) => row(partyId));

export const toCsv = (lines: object[]): string =>
  [Object.keys(lines[0]!), ...lines.map((line) => Object.values(line) as string[])]
    .map((cells) => cells.join(','))
    .join('\n');
export const toJsonl = (lines: object[]): string => lines.map((line) => JSON.stringify(line)).join('\n');

let files = 0;

export async function fileOf(bench: Bench, lines: object[], form = toCsv): Promise<string> {
  const file = join(bench.dataDir, `dues-${(files += 1)}.${form === toCsv ? 'csv' : 'jsonl'}`);
  await writeFile(file, form(lines));
  return file;
}

/** A file whose rows have been read: its flow runs under its own id at once. */
export async function readyFile(
  bench: Bench,
  rows: TestRow[],
): Promise<{ input: InputOf<'importDues'>; jobId: string }> {
  const file = await fileOf(bench, rows);
  const { contentHash, jobId } = await checkImport({ tenant: bench.tenant.name, file, onBadRow: 'reject-file' });
  return { input: { file, contentHash }, jobId };
}

export const ledgerOf = (bench: Bench, report: Report, kind: EffectKind): LedgerEntry[] =>
  bench.sim.ledger.filter((entry) => entry.kind === kind && entry.jobId?.startsWith(`${report.ids['jobId']}-`));

/** Lines of the results file. */
export async function linesOf(report: Report): Promise<Record<string, string>[]> {
  return parse(await readFile(report.result['resultsFile'] as string, 'utf8'), { columns: true });
}

export interface Imports {
  /** What was imported so far, for the judge. */
  cases: FlowCase[];
  start(rows: TestRow[]): Promise<{ workflowId: string; firstPackage: string; ended(): Promise<Report> }>;
  run(rows: TestRow[]): Promise<Report>;
}

/** Imports files of rows, and keeps what they reported. */
export function importsOf(bench: Bench): Imports {
  const cases: FlowCase[] = [];
  const start: Imports['start'] = async (rows) => {
    const { input, jobId } = await readyFile(bench, rows);
    const { workflowId, ended } = await bench.start('importDues', input);
    return {
      workflowId,
      firstPackage: packageFlow(bench, jobId, 1),
      async ended() {
        const report = await ended;
        cases.push({ report, input });
        return report;
      },
    };
  };
  return { cases, start, run: async (rows) => await (await start(rows)).ended() };
}

export const packageFlow = (bench: Bench, jobId: string, n: number): string =>
  `importPackage:${bench.tenant.name}:${jobId}:${n}`;

/** `bench.parked` of a flow that another one is about to start. */
export async function parkedSoon(bench: Bench, id: string): Promise<Report> {
  for (;;) {
    try {
      return await bench.parked(id);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError) && !(error instanceof QueryNotRegisteredError)) throw error;
      await sleep(20);
    }
  }
}
