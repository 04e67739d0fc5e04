/** The matrix over copies of the sources with a planted bug: none of them may come out clean. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { isWrite } from './calls.js';
import type { Case } from './cases.js';
import { onGround } from './ground.js';
import { findCalls, runMatrix, type Calls } from './matrix.js';
import type { Options } from './options.js';
import { plantedCopy, remove } from './plant.js';
import { PLANTED } from './planted.js';
import { ROOT } from './processes.js';
import { hasFailed, JUDGED, type CaseResult } from './result.js';

/** One finding shows that the bug is caught; a second, that it was no accident. */
const ENOUGH = 2;

/** Events after which it is not known what stands: where the planted bugs can show. */
const TELLING =
  /^(late|timeout-after|500-after|drop-after|stale|truncated-json$|kill|stop|activity-reset|card-charged)/;
const isTelling = ({ event, call }: Case): boolean => isWrite(call) && TELLING.test(event);

/** Runs the matrix for each bug asked for. Answers the exit code: 1 when one stayed clean. */
export async function runPlanted(options: Options, which: string): Promise<number> {
  const names = which === 'all' ? PLANTED.map(({ name }) => name) : which.split(',');
  const head = ['planted bug', 'cases', 'found by', ...JUDGED, 'first case that found it'];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  let clean = 0;
  const calls = await onGround((ground) => findCalls(ground, options));
  for (const name of names) {
    const results = await withPlanted(options, name, calls);
    const found = results.filter(hasFailed);
    if (found.length === 0) clean += 1;
    const counts = JUDGED.map((kind) => results.filter((one) => one[kind].length > 0).length);
    console.log(`${name}: ${found.length} of ${results.length} cases found it`);
    table.push([name, results.length, found.length, ...counts, found[0]?.id ?? 'CLEAN']);
  }
  console.log(table.toString());
  console.log(`planted bugs: ${names.length - clean} found, ${clean} clean`);
  return clean > 0 ? 1 : 0;
}

async function withPlanted(options: Options, name: string, calls: Calls): Promise<CaseResult[]> {
  const root = await plantedCopy(name);
  cpSync(join(ROOT, 'test/crash/worker.ts'), join(root, 'test/crash/worker.ts'));
  const results: CaseResult[] = [];
  try {
    await onGround(async ({ launcher, ...ground }) =>
      runMatrix(
        { ...ground, launcher: { ...launcher, root } },
        options,
        {
          planned: () => undefined,
          skip: (one) => !isTelling(one),
          enough: () => results.filter(hasFailed).length >= ENOUGH,
          told: ({ report: _report, from: _from, ...result }) => void results.push(result),
        },
        calls,
      ),
    );
  } finally {
    await remove(root);
  }
  return results;
}
