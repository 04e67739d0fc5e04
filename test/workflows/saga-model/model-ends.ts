/** How a flow is called when it has ended. */
import type { CompensationOutcome } from '../../../workflows/contracts/report.js';
import type { Facts } from './model-facts.js';
import type { ExpectedReport } from './model-types.js';

export type End = Pick<ExpectedReport, 'verdict' | 'failure' | 'cause'>;

export function forwardEnd(begun: Facts[]): End {
  const whole = begun.every(({ outcome }) => outcome !== 'skipped' && outcome !== 'rejected');
  return { verdict: whole ? 'completed' : 'completed-with-exceptions' };
}

/** A person chose to stop undoing; somebody wished to cancel; something was undone; nothing was done. */
export function turnedEnd(begun: Facts[], cancelled: boolean, cause: { step: string; type: string }): End {
  const any = (...ends: CompensationOutcome[]): boolean => begun.some(({ compensation }) => compensation !== null && ends.includes(compensation));
  if (any('skipped')) return { verdict: 'partly-compensated', failure: 'PartlyCompensated', cause };
  if (cancelled) return { verdict: 'cancelled', failure: 'Compensated', cause };
  return any('undone', 'marked-done') ? { verdict: 'compensated', failure: 'Compensated', cause } : { verdict: 'rejected', failure: 'Rejected', cause };
}

export const reportOf = (end: End, begun: Facts[], operator: ExpectedReport['operator'], cancel: boolean): ExpectedReport => ({
  ...end,
  steps: begun.map(({ name, kind, outcome, attempts, compensation }) => ({ name, kind, outcome, attempts, compensation })),
  operator,
  tellsOfCancel: cancel && end.failure === undefined,
});
