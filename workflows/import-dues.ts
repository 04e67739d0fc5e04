import { proxyActivities } from '@temporalio/workflow';
import type { FlowActivities } from '../activities/flows/index.js';
import { counted } from './contracts/counted.js';
import { rowCounts } from './row-counts.js';
import { itemsEnded } from './saga/observe.js';
import { flow } from './saga/saga.js';

/** A million rows take some minutes; the reading beats all the while. */
const { beginImport } = proxyActivities<FlowActivities>({
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '30 s',
  retry: { initialInterval: '1 s', maximumInterval: '30 s', backoffCoefficient: 2 },
  summary: 'read, check and keep the rows',
});

/** Imports the dues of a file: all rows are checked first, then sent in packages, in the order of the file. */
export const importDues = flow('importDues', async (_run, input, saga) => {
  const { tenant, requestedBy, reference, occasion, readBack } = input;
  const begun = await saga.part({ name: 'read rows', kind: 'read' }, async () => {
    const result = await beginImport(input);
    const { rows, good, bad, packages } = result;
    return {
      result,
      note: `${counted(rows, 'row')}: ${good} good in ${counted(packages, 'package')}, ${bad} bad`,
      ids: { jobId: result.jobId, contentHash: result.contentHash },
    };
  });
  const { contentHash, jobId, rows, good, bad, packages, problems, totals, resultsFile, offset, queue } = begun;
  // The others are counted by the window, as their packages end.
  itemsEnded('packages', tenant ?? 'default', { bad });
  const known = { jobId, contentHash, rows, bad, packages, totals, resultsFile, ...(bad > 0 && { problems }) };
  if (begun.refused)
    saga.refuse(
      'read rows',
      `nothing was sent: ${bad} of ${rows} rows are bad (${resultsFile} names each). ${sayProblems(problems)}`,
    );
  Object.assign(saga.result, known);
  if (bad > 0) saga.exception(`${counted(bad, 'bad row')} left out: ${sayProblems(problems)}`);
  if (good === 0) return;

  const { counts } = await saga.window('import packages', {
    tenant: tenant ?? 'default',
    source: { kind: 'packages', of: { tenant, requestedBy, reference, occasion, contentHash, jobId, readBack } },
    total: packages,
    size: queue,
    resultsFile,
    offset,
  });
  const became = rowCounts(counts);
  // Bad rows were not sent either.
  Object.assign(saga.result, { ...became, notSent: became['notSent']! + bad });
});

const sayProblems = (problems: { line: number; column?: string; message: string }[]): string =>
  problems
    .slice(0, 3)
    .map(({ line, column, message }) => `line ${line}${column ? `, ${column}` : ''}: ${message}`)
    .join('; ') + (problems.length > 3 ? ' ...' : '');
