/** Each planted bug over its telling cases, on a copy of the sources: none may come out clean. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import type { Case } from './cases.js';
import { failureText } from './failure-text.js';
import { onGround } from './ground.js';
import type { Ground, Lane } from './lane.js';
import { findCalls } from './matrix.js';
import { runCases } from './running.js';
import type { Options } from './options.js';
import { plantedCopy, remove } from './plant.js';
import { PLANTED } from './planted.js';
import { ROOT } from './processes.js';
import type { Told } from './run-case.js';
import { hasFailed, JUDGED, type CaseResult } from './result.js';
import type { Plan } from './selection.js';
import { tellingCases } from './telling.js';
import { buildWorkerFile } from './worker-file.js';

/** One finding shows that the bug is caught; a second, that it was no accident. */
const ENOUGH = 2;

/** Runs each bug asked for. Answers the exit code: 1 when one stayed clean. */
export async function runPlanted(options: Options, which: string): Promise<number> {
  const names = which === 'all' ? PLANTED.map(({ name }) => name) : which.split(',');
  const head = ['planted bug', 'cases', 'found by', 'first case that found it', 'what it found'];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  const begun = Date.now();
  let clean = 0;
  await onGround(async (ground) => {
    const runs = await findCalls(ground, options);
    for (const name of names) {
      const results = await withPlanted(ground, options, name, only(options, tellingCases(name, runs)));
      const found = results.filter(hasFailed);
      if (found.length === 0) clean += 1;
      console.log(`${name}: ${found.length} of ${results.length} cases found it`);
      for (const one of found) console.log(`  ${one.id}: ${findings(one).join('; ')}`);
      const [first] = found;
      table.push([name, results.length, found.length, first?.id ?? 'CLEAN', first ? kinds(first) : '']);
    }
  });
  console.log(table.toString());
  console.log(`${Math.round((Date.now() - begun) / 1000)} s`);
  console.log(`planted bugs: ${names.length - clean} found, ${clean} clean`);
  return clean > 0 ? 1 : 0;
}

const only = ({ case: id }: Options, { shared, own }: Plan): Plan => {
  const wanted = (one: Case): boolean => !id || one.id === id;
  return { shared: shared.filter(wanted), own: own.filter(wanted) };
};

const kinds = (one: CaseResult): string => JUDGED.filter((kind) => one[kind].length > 0).join(', ');
const findings = (one: CaseResult): string[] => JUDGED.flatMap((kind) => one[kind].map((text) => `${kind}: ${text}`));

async function withPlanted(ground: Ground, options: Options, name: string, plan: Plan): Promise<CaseResult[]> {
  const root = await plantedCopy(name);
  for (const file of ['worker.ts', 'lag.ts', 'plant.ts', 'planted.ts', 'planted-fine.ts', 'planted-flow.ts'])
    cpSync(join(ROOT, 'test/crash', file), join(root, 'test/crash', file));
  const results: CaseResult[] = [];
  const launcher = { root, worker: await buildWorkerFile(root), scratch: join(ground.launcher.scratch, name) };
  const listener = {
    planned: () => undefined,
    skip: () => false,
    enough: () => results.filter(hasFailed).length >= ENOUGH,
    told(told: Told, lane: Lane): void {
      const { report: _report, from: _from, ...result } = told;
      results.push(result);
      if (options.case) console.log(failureText(told, lane.sim, true));
    },
  };
  try {
    await runCases({ ...ground, launcher }, options, listener, plan);
  } finally {
    await remove(root);
  }
  return results;
}
