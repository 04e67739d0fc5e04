/** `npm run crash`: the crash matrix of a flow. Exit code 1 when a case failed, or when a planted bug was not found. */
import { SingleBar } from 'cli-progress';
import { closingTable, writeClosing } from './closing.js';
import { failureText } from './failure-text.js';
import { onGround } from './ground.js';
import { runLong } from './long/run.js';
import { runMatrix } from './matrix.js';
import { readOptions, USAGE, WrongUsage, type Options } from './options.js';
import { runPlanted } from './planted-run.js';
import { hasFailed, type CaseResult } from './result.js';
import { openResults } from './results-file.js';
import { failedLines, lastLine, tables } from './table.js';

/** Where no bar is shown, a word comes after so many cases. */
const WORD_EVERY = 250;

async function matrix(options: Options): Promise<number> {
  const begun = Date.now();
  const file = openResults(options.out);
  const results: CaseResult[] = [...file.passed];
  const done = new Set(results.map(({ id }) => id));
  const bar = process.stdout.isTTY
    ? new SingleBar({ format: '{bar} {value}/{total} cases, {failed} failed' })
    : undefined;
  const clean = await onGround((ground) =>
    runMatrix(ground, options, {
      planned(cases) {
        console.log(`seed ${options.seed}: ${cases} cases${done.size > 0 ? `, ${done.size} passed before` : ''}`);
        bar?.start(cases, 0, { failed: 0 });
      },
      skip: ({ id }) => done.has(id),
      told(told, lane) {
        const { report: _report, from: _from, ...result } = told;
        results.push(result);
        file.add(result);
        if (hasFailed(result)) file.tell(failureText(told, lane.sim, true));
        const failed = results.filter(hasFailed).length;
        bar?.increment(1, { failed });
        if (!bar && results.length % WORD_EVERY === 0) console.log(`${results.length} cases, ${failed} failed`);
        if (hasFailed(result) || options.case) console.log(failureText(told, lane.sim, options.case !== undefined));
      },
    }),
  );
  bar?.stop();
  console.log(tables(results));
  console.log(closingTable(results, clean));
  if (options.out) writeClosing(options.out, results, clean);
  console.log(`${Math.round((Date.now() - begun) / 1000)} s`);
  for (const line of failedLines(results)) console.log(line);
  console.log(lastLine(results));
  return results.some(hasFailed) || results.length === 0 ? 1 : 0;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (!options) console.log(USAGE);
  else if (options.long) process.exitCode = await runLong(options);
  else process.exitCode = options.planted ? await runPlanted(options, options.planted) : await matrix(options);
} catch (error) {
  console.error(error instanceof WrongUsage ? `${error.message}\n${USAGE}` : error);
  process.exitCode = error instanceof WrongUsage ? 2 : 5;
}
process.exit();
