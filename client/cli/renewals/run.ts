/** `duesflow renew`: the input of the options, then the run. */
import { EXIT, Problem } from '../../problem.js';
import { parseInput } from '../../start.js';
import { resolveHere } from '../../resolve.js';
import { absolute } from '../input-file.js';
import { paint } from '../output.js';
import { reportText } from '../report-text.js';
import { runLong } from '../start-long.js';
import type { RenewOptions } from '../verbs/renew.js';
import { renewalInput } from './options.js';

export async function runRenew(cycle: string, options: RenewOptions): Promise<void> {
  const { effectiveDate, runDate, occasion } = options;
  if (!options.mode && !options.plan) throw needsMode();
  const input = parseInput('runRenewals', {
    ...renewalInput(cycle, options, absolute),
    effectiveDate,
    ...(runDate !== undefined && { runDate }),
    ...(occasion !== undefined && { occasion }),
  });
  // Read before a Temporal is started for the command: a fault of the list is told at once.
  await runLong('runRenewals', await resolveHere('runRenewals', input), options, (report) =>
    reportText(report, { paint, width: process.stdout.columns ?? 100 }),
  );
}

export const needsMode = (): Problem =>
  new Problem(
    'Say --mode bulk or --mode individual, or --plan to see first who would be billed.',
    'bulk: one Run bills all of the cycle at once; individual: a renewal for each party, which bills nobody twice.',
    EXIT.usage,
  );
