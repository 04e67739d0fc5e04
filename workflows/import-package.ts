import type { Counts } from '../activities/imports/package-results.js';
import { counted } from './contracts/counted.js';
import { SIGNAL } from './contracts/names.js';
import { rowCounts } from './row-counts.js';
import { flow } from './saga/saga.js';
import { tellWindow } from './saga/tell-window.js';
import { followPackage, importPackage as handOver } from './steps/imports.js';

/** Imports one package of at most 100 rows: hands it over, waits for its end, and keeps the result of each row. */
export const importPackage = flow('importPackage', async (run, { contentHash, jobId, n, readBack }, saga) => {
  const taken = await run(handOver, { contentHash, jobId, n });
  // iMIS works packages off in the order received: from here on the next one may be sent.
  tellWindow(SIGNAL.childPassed);
  const { packageId, standing } = taken ?? {};
  const counts = await run(followPackage, { contentHash, jobId, n, packageId, standing, readBack });
  if (!counts) return;
  Object.assign(saga.result, { jobId, n, ...rowCounts(counts) });
  const exceptions = sayExceptions(counts);
  if (exceptions) saga.exception(`package ${n}: ${exceptions}`);
});

function sayExceptions({ error, unknown, 'not-sent': notSent }: Counts): string {
  const said = [
    error > 0 && `${counted(error, 'row')} with an error`,
    unknown > 0 && `${counted(unknown, 'row')} of which it is not known whether they were imported`,
    notSent > 0 && `${counted(notSent, 'row')} not sent, since a later term stands there`,
  ];
  return said.filter(Boolean).join(', ');
}
