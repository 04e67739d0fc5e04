/** `duesflow import FILE --resend-failed`: the rows that an import left out, in a file to correct. Starts nothing. */
import { basename, extname, join, dirname, resolve } from 'node:path';
import { counted } from '../../../workflows/contracts/counted.js';
import { faultAndCure } from '../../errors.js';
import { EXIT, Problem } from '../../problem.js';
import { isAddress } from '../input-file.js';
import { note, print, printJson } from '../output.js';
import type { ImportOptions } from '../verbs/import.js';

/** Where the results of a file lie when nothing else was asked for, and where its failed rows go. */
export function besideFile(file: string): { results: string; out: string } {
  const end = extname(file) || '.csv';
  return { results: `${file}.results.csv`, out: join(dirname(file), `${basename(file, extname(file))}.failed${end}`) };
}

export async function resendFailed(original: string, options: ImportOptions): Promise<void> {
  if (isAddress(original) && (!options.results || typeof options.resendFailed !== 'string'))
    throw new Problem(
      'Of an address, both files must be named.',
      'Give --results FILE (the report of the import names it) and --resend-failed OUT.',
      EXIT.usage,
    );
  const beside = besideFile(original);
  const results = resolve(options.results ?? beside.results);
  const out = resolve(typeof options.resendFailed === 'string' ? options.resendFailed : beside.out);
  const rows = await writeFailed(original, results, out, options.format);
  if (options.json) return printJson({ rows, ...(rows > 0 && { file: out }) });
  if (rows === 0) return print('Every row was imported: there is nothing to send again.');
  print(out);
  const mapping = options.mapping ? ` --mapping ${options.mapping}` : '';
  note(`${counted(rows, 'row')}, each with its error. Correct them, then: duesflow import ${out}${mapping}`);
  note('A row that turns out to stand in iMIS already is not sent again.');
}

async function writeFailed(original: string, results: string, out: string, format?: 'csv' | 'jsonl'): Promise<number> {
  const [{ correctingFile }, { ImportProblem }] = await Promise.all([
    import('../../../activities/imports/correcting.js'),
    import('../../../activities/imports/problem.js'),
  ]);
  try {
    return (await correctingFile({ original, results, out, ...(format && { format }) })).rows;
  } catch (error) {
    if (!(error instanceof ImportProblem)) throw error;
    const { fault, cure } = faultAndCure(error);
    throw new Problem(fault, `${cure} Results are looked for in ${results}.`, EXIT.usage, error);
  }
}
