/** What an import would do: `duesflow import --dry-run`. */
import type { Manifest } from '../../../activities/imports/manifest.js';
import type { ImportDues } from '../../../workflows/contracts/inputs.js';
import { businessKey } from '../../../workflows/contracts/keys.js';
import { EXIT } from '../../problem.js';
import { paint, print, printJson } from '../output.js';

/** Prints it; exit code 2 when bad rows would stop the file. */
export function tellCheck(input: ImportDues, manifest: Manifest, json: boolean): void {
  const key = businessKey('importDues', { ...input, contentHash: manifest.contentHash });
  if (json) {
    const { jobId, rows, good, bad, packages, totals, problems, refused } = manifest;
    printJson({ key, jobId, rows, good, bad, packages, totals, refused, problems });
  } else print(checkText(manifest, key, paint));
  if (manifest.refused) process.exitCode = EXIT.usage;
}

type Paint = (style: 'green' | 'red' | 'yellow', text: string) => string;

export function checkText(manifest: Manifest, key: string, colour: Paint = (_, text) => text): string {
  const { jobId, rows, good, bad, packages, totals, problems, refused } = manifest;
  const head = refused
    ? colour('red', 'Nothing would be imported: bad rows stop the file.')
    : colour(bad > 0 ? 'yellow' : 'green', `${good} of ${rows} rows would be imported.`);
  return [
    head,
    `  rows      ${rows}: ${good} good, ${bad} bad`,
    `  packages  ${packages}`,
    `  billed    ${totals.billed}`,
    `  paid      ${totals.paid}`,
    `  job id    ${jobId}`,
    `  key       ${key}`,
    ...(bad > 0 ? ['Bad rows:'] : []),
    ...problems.map(({ line, column, message }) => `  line ${line}${column ? `, ${column}` : ''}: ${message}`),
    ...(bad > problems.length ? [`  and ${bad - problems.length} more`] : []),
    ...(refused ? ['Correct them, or leave them out with --on-bad-row skip-row.'] : []),
  ].join('\n');
}
