import type { Entry } from './state.js';

/** May this step have passed the point of no return? An effect that others made is none of ours. */
export function isPastPivot({ step, prior, last, report }: Entry): boolean {
  if (step.kind !== 'pivot') return false;
  return prior === 'maybeSent' || report.outcome === 'marked-done' || (last?.outcome === 'done' && last.owner === 'us');
}
