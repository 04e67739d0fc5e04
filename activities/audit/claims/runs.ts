/** What the report of a bulk run says: which run of iMIS it was, what that billed, and that its batch is posted. Pure. */
import type { RunRenewals } from '../../../workflows/contracts/inputs.js';
import type { Claim } from '../claim.js';
import type { Reading } from './reading.js';
import { standing, text } from './steps.js';

export function runClaims({ report }: Reading<RunRenewals>): Claim[] {
  const { rows, amount, batchId, posted } = report.result;
  const [billingLogKey, billingRunName] = [text(report.result['billingLogKey']), text(report.result['billingRunName'])];
  if (!standing(report, 'run billing') || billingLogKey === undefined || billingRunName === undefined) return [];
  const [sum, batch] = [text(amount), text(batchId)];
  return [{
    kind: 'billing run',
    ...{ billingLogKey, billingRunName },
    ...(typeof rows === 'number' && sum !== undefined && { rows, amount: sum }),
    ...(posted === true && batch !== undefined && { posted: batch }),
  }];
}
