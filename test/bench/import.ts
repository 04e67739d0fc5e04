/** One import of a file, from its start by type name to its report, and what it took. */
import { join } from 'node:path';
import type { Report } from '../../workflows/contracts/report.js';
import { reportOf } from './report-of.js';
import { dataLines, writeDuesFile } from './dues-file.js';
import { onGround, TASK_QUEUE, type Ground } from './ground.js';
import { historiesOf, total, type Histories } from './histories.js';
import type { Memory } from './memory.js';
import type { Options } from './options.js';
import type { Tally } from './simulator.js';

export interface ImportFigures {
  rows: number;
  latencyMs: number;
  packages: number;
  verdict: string;
  /** From the start until the first package: reading, checking, staging. */
  readSeconds: number;
  importSeconds: number;
  calls: Record<string, number>;
  histories: Record<string, Histories>;
  sum: Histories;
  worker: Memory;
  afterReading: Memory;
  server: { rssPeak: number; database: number };
  /** Must each equal the rows. */
  resultLines: number;
  applied: number;
}

/** Instant clocks, and nothing kept that a million rows would not leave room for. */
const SIMULATOR = { importQueueMs: 0, importRowMs: 0, forgetImports: true };
/** The packages of an instant clock are done when they are looked at, or very soon. */
const POLL_SECONDS = '0.2';
const TELL_MS = 60_000;

export function measureImport(rows: number, latencyMs: number, { concurrency: [concurrency], queue, keep, server }: Options): Promise<ImportFigures> {
  const settings = { IMIS_CONCURRENCY: String(concurrency), IMIS_IMPORT_QUEUE: String(queue), IMIS_POLL_SECONDS: POLL_SECONDS };
  const simulator = { parties: 0, members: rows, ledger: 'counts', switches: { ...SIMULATOR, latencyMs } } as const;
  return onGround({ simulator, settings, keep, server }, (ground) => measure(ground, rows, latencyMs));
}

async function measure(ground: Ground, rows: number, latencyMs: number): Promise<ImportFigures> {
  const { client, folder, sim, worker } = ground;
  const file = join(folder, 'dues.csv');
  await writeDuesFile(file, rows);
  const begun = Date.now();
  const handle = await client.workflow.start('importDues', { workflowId: 'bench-import', taskQueue: TASK_QUEUE, args: [{ file }] });
  const result = reportOf(handle);
  const telling = setInterval(() => void tell(ground, rows), TELL_MS);
  result.then(() => clearInterval(telling), () => clearInterval(telling));
  const afterReading = await readingEnds(ground, result);
  const report = await result;
  const { calls, effects, defects } = await sim.ask<Tally>('tally');
  if (defects > 0) throw new Error(`the simulator is broken: ${defects} defects`);
  const packages = effects['import.accepted'] ?? 0;
  const histories = await historiesOf(client, { importPackage: packages, importDues: 2, slidingWindow: 1 });
  const window = report.steps.find(({ name }) => name === 'import packages');
  const [from, to] = [window?.startedAt, window?.endedAt].map((at) => Date.parse(at ?? ''));
  return {
    rows,
    latencyMs,
    packages,
    verdict: String(report.verdict),
    readSeconds: (from! - begun) / 1000,
    importSeconds: (to! - from!) / 1000,
    calls,
    histories,
    sum: total(histories),
    worker: await worker.ask<Memory>('memory'),
    afterReading,
    server: await ground.server(),
    resultLines: await dataLines(String(report.result['resultsFile'])),
    applied: effects['import.applied'] ?? 0,
  };
}

/** A long one shows that it goes on. */
async function tell({ sim }: Ground, rows: number): Promise<void> {
  const { effects } = await sim.ask<Tally>('tally').catch(() => ({ effects: {} as Tally['effects'] }));
  console.error(`  ${effects['import.applied'] ?? 0} of ${rows} rows`);
}

/** The worker's memory when the first package was sent. */
async function readingEnds({ sim, worker }: Ground, result: Promise<Report>): Promise<Memory> {
  let over = false;
  const end = (): void => void (over = true);
  result.then(end, end);
  while (!over && !(await sim.ask<Tally>('tally')).effects['import.accepted']) await new Promise((resolve) => setTimeout(resolve, 100));
  return await worker.ask<Memory>('memory');
}
