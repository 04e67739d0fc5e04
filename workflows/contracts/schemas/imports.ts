/** Inputs of the dues import (RESTRICTED flow 4; domain-rules section 4). */
import { z } from 'zod';
import { common, contentHash, file, id, tenant } from './common.js';

/** `rows` travel in the input, and so in the history: larger imports are passed as a file. */
const MAX_ROWS_BYTES = 1_000_000;

/** A member of a row, or null for a column to ignore. */
const meaning = z.union([z.string(), z.null()]);

/**
 * How the columns of a file are called, beside `defaults` or in `columns`; `defaults` stand for columns it has not. What
 * each entry means is checked by activities/imports/mapping.ts.
 */
const mapping = z
  .record(
    z.string(),
    z.union([meaning, z.record(z.string(), meaning)], {
      error: 'must be the name of a member, or null to ignore the column; "columns" and "defaults" are objects of such',
    }),
  )
  .describe('Name in the file: name of the member, or null to ignore it (also in "columns"); "defaults": { member: value }.');

const readBack = z
  .enum(['all', 'sample', 'none'])
  .optional()
  .describe('PaidThru, RenewedThruDate and JoinDate as iMIS shows them afterwards: of all parties, of one in each package (default), or of none.');

export const importDues = z
  .strictObject({
    ...common,
    file: file.optional().describe('CSV or JSONL: a path or URL that the worker can read.'),
    rows: z.array(z.record(z.string(), z.unknown())).min(1).optional().describe('The rows themselves, up to 1 MB.'),
    format: z.enum(['csv', 'jsonl']).optional().describe('Default by the name of the file.'),
    mapping: mapping.optional(),
    jobId: id.regex(/^[\w.-]{1,40}$/, 'must be letters, digits, dots, hyphens, underscores, at most 40').optional().describe('DuesImportJobId of the packages, with their number; made from the content when absent.'),
    onBadRow: z.enum(['reject-file', 'skip-row']).optional().describe('reject-file (default): one bad row, and nothing is sent.'),
    resultsFile: file.optional().describe('One line for each row: CSV, or JSONL when it is called so.'),
    readBack,
    contentHash: contentHash.optional().describe('Made by Duesflow: hash of the rows, which is the key. The file must still hold them.'),
  })
  .superRefine((input, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!input.file === !input.rows) issue('file', 'give either file or rows');
    if (input.rows && JSON.stringify(input.rows).length > MAX_ROWS_BYTES) issue('rows', 'are more than 1 MB: pass a file');
    if (input.rows && input.format) issue('format', 'goes with file');
  });

/** One package, started by importDues. */
export const importPackage = z.strictObject({
  tenant: tenant.optional(),
  requestedBy: common.requestedBy,
  reference: common.reference,
  occasion: common.occasion,
  contentHash,
  jobId: id.describe('Of the import; the package adds its number.'),
  n: z.int().min(1).describe('Number of the package.'),
  readBack,
});
