/** `duesflow import`: the input of the options, then one of check, correcting file, or the import itself. */
import { counted } from '../../../workflows/contracts/counted.js';
import type { ImportDues } from '../../../workflows/contracts/inputs.js';
import { checkDues, checkedDues, isReadable } from '../../check-dues.js';
import { configuredAddress } from '../../connect.js';
import { faultAndCure } from '../../errors.js';
import { EXIT, Problem } from '../../problem.js';
import { parseInput } from '../../start.js';
import { absolute, isAddress } from '../input-file.js';
import { note } from '../output.js';
import { runLong } from '../start-long.js';
import type { ImportOptions } from '../verbs/import.js';
import { importText } from './summary.js';
import { tellCheck } from './tell-check.js';

export async function runImport(given: string, options: ImportOptions): Promise<void> {
  const file = absolute(given);
  if (options.resendFailed) {
    const { resendFailed } = await import('./resend-failed.js');
    return await resendFailed(file, options);
  }
  const input = parseInput('importDues', await importInput(file, options));
  if (options.dryRun) return tellCheck(input, await checkDues(input, { onProgress }), options.json === true);
  await runLong('importDues', await checkedInput(input), options, (report) => importText(report, given));
}

/** The input of a command line. @throws {InvalidInput} when the mapping cannot be used. */
export async function importInput(file: string, options: ImportOptions): Promise<Record<string, unknown>> {
  const { mapping, jobId, onBadRow, results, format, tenant, readBack, occasion } = options;
  const given = {
    file,
    mapping: mapping === undefined ? undefined : await mappingOf(mapping),
    jobId,
    onBadRow,
    resultsFile: results === undefined ? undefined : absolute(results),
    ...{ format, tenant, readBack, occasion },
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

async function mappingOf(file: string): Promise<unknown> {
  const [{ readMapping }, { ImportProblem }] = await Promise.all([
    import('../../../activities/imports/mapping.js'),
    import('../../../activities/imports/problem.js'),
  ]);
  try {
    return await readMapping(file);
  } catch (error) {
    if (!(error instanceof ImportProblem)) throw error;
    const { fault, cure } = faultAndCure(error);
    throw new Problem(fault, cure, EXIT.usage, error);
  }
}

/** Rows that this machine can read are checked before anything is started; others only a worker elsewhere can read. */
async function checkedInput(input: ImportDues): Promise<ImportDues> {
  const file = input.file!;
  if (await isReadable(file)) {
    const { contentHash, rows, packages } = await checkedDues(input, { onProgress });
    note(`Checked: ${counted(rows, 'row')}, ${counted(packages, 'package')}.`);
    return { ...input, contentHash };
  }
  if (isAddress(file)) return input;
  if (!configuredAddress())
    throw new Problem(`${file} is not there, or may not be read.`, 'Name a CSV or JSONL file.', EXIT.usage);
  note(`${file} is not on this machine: the worker reads it.`);
  return input;
}

const WORD_EVERY = 100_000;
let said = 0;

/** A word now and then of a reading that takes minutes. */
function onProgress(rows: number): void {
  if (rows - said < WORD_EVERY) return;
  said = rows;
  note(`  ${rows} rows read`);
}
