/** What a failing case prints: how to repeat it, and with `--case` all that is known of it. */
import type { Simulator } from '../simulator/index.js';
import { JUDGED } from './result.js';
import type { Told } from './run-case.js';

export function failureText(told: Told, sim: Simulator, whole: boolean): string {
  const findings = JUDGED.flatMap((kind) => told[kind].map((text) => `  ${kind}: ${text}`));
  const parked = told.parked.map(({ step, why, repair }) => `  parked at "${step}": ${why} -> ${repair}`);
  const lines = [`${told.id}: ${told.verdict || 'no verdict'}`, ...parked, ...findings];
  if (!whole) return [...lines, `  npm run crash -- --case ${told.id}`].join('\n');
  const { ledger, calls } = told.from;
  return [
    ...lines,
    'ledger:',
    ...sim.ledger
      .slice(ledger)
      .map((entry) => `  ${JSON.stringify({ ...entry, before: undefined, after: undefined })}`),
    'calls:',
    ...sim.calls.slice(calls).map((call) => `  ${JSON.stringify(call)}`),
    'report:',
    JSON.stringify(told.report, null, 2),
  ].join('\n');
}
