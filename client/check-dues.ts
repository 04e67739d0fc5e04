/** Rows of an import, checked on this machine before anything is started. */
import { access, constants, stat } from 'node:fs/promises';
import type { Manifest } from '../activities/imports/manifest.js';
import { DEFAULT_TENANT } from '../workflows/contracts/names.js';
import type { ImportDues } from '../workflows/contracts/inputs.js';
import type { InputProblem } from '../workflows/contracts/schemas/problems.js';
import { BadRows, faultAndCure, InvalidInput } from './errors.js';
import { EXIT, Problem } from './problem.js';

export interface ReadingOptions {
  /** Told now and then, with the rows read so far. */
  onProgress?(rows: number): void;
  signal?: AbortSignal;
}

/**
 * Reads and checks the rows of an import as a worker does; keeps and starts nothing. Bad rows do not throw: see `bad`
 * and `refused` of the answer.
 * @throws {InvalidInput} when the file as a whole cannot be used: names line, column and cure.
 * @throws {Problem} with exit code 5 when an address does not answer.
 */
export async function checkDues(input: ImportDues, options: ReadingOptions = {}): Promise<Manifest> {
  const [{ checkImport }, { ImportProblem }] = await Promise.all([
    import('../activities/imports/stage.js'),
    import('../activities/imports/problem.js'),
  ]);
  const { tenant = DEFAULT_TENANT, file, rows, format, mapping, jobId, occasion, onBadRow = 'reject-file' } = input;
  const { contentHash } = input;
  try {
    return await checkImport({ tenant, file, rows, format, mapping, jobId, occasion, onBadRow, contentHash }, options);
  } catch (error) {
    if (!(error instanceof ImportProblem)) throw error;
    const { fault, cure } = faultAndCure(error);
    if (error.code === 'unavailable') throw new Problem(fault, cure, EXIT.unreachable, error);
    throw new InvalidInput('importDues', [ofMember(fault, file === undefined ? 'rows' : 'file')], cure);
  }
}

/** Some faults begin with the member they are of. */
function ofMember(fault: string, otherwise: string): InputProblem {
  const [, member = otherwise, message = fault] = /^(?:(file|rows|mapping|jobId): )?(.*)$/s.exec(fault) ?? [];
  return { member, message };
}

/** The same, of rows that may be sent. @throws {BadRows} naming the first twenty. */
export async function checkedDues(input: ImportDues, options?: ReadingOptions): Promise<Manifest> {
  const manifest = await checkDues(input, options);
  if (manifest.refused) throw new BadRows(manifest);
  return manifest;
}

/** Is it a file that this process may read? An http(s) address is not: only the worker must reach it. */
export async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
