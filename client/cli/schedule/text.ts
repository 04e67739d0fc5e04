/** Schedules, their periods and runs as a person reads them. Pure. */
import type { RunRenewals } from '../../../workflows/contracts/inputs.js';
import { isRenewal } from '../../schedules/audits.js';
import type { Period, ScheduledRun, ScheduleView } from '../../schedules.js';

/** `2027-01-15 06:00 Fri`, in the association's time zone. */
export function localTime(at: string, timeZone = 'UTC'): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    ...({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const),
    ...({ weekday: 'short', hourCycle: 'h23' } as const),
  }).formatToParts(new Date(at));
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')} ${of('weekday')}`;
}

export const periodLine = ({ at, effectiveDate, key, audit }: Period, timeZone?: string): string =>
  audit ? `  ${localTime(at, timeZone)}` : `  ${localTime(at, timeZone)}  for ${effectiveDate ?? 'a day that the jitter decides'}  ${key ?? 'key made of a list that is read then'}`;

const waiting = ({ waitsFor }: ScheduledRun): string => (waitsFor === undefined ? '' : `waits for ${waitsFor}`);

function runLine(run: ScheduledRun, timeZone?: string): string {
  const { at, key, workflowId, state, waitsFor, message } = run;
  return [
    `  ${localTime(at, timeZone)}  ${state.padEnd(9)}  ${key ?? workflowId}`,
    ...(waitsFor === undefined ? [] : [`    ${waiting(run)}`]),
    ...(message ? [`    ${state === 'completed' ? 'found' : 'its start'}: ${message}`] : []),
  ].join('\n');
}

export function countsLine({ counts, paused, note }: ScheduleView): string {
  const { runs, missed, skipped, failed } = counts;
  const figures = `${runs} runs, ${missed} missed, ${skipped} skipped, ${failed} failed`;
  return paused ? `${figures}; PAUSED${note ? `: ${note}` : ''}` : figures;
}

/** Two lines for the list, and one for each run that waits for another. */
export function listLines(view: ScheduleView): string {
  const { scheduleId, cycle, next, runs, input } = view;
  const last = runs[0];
  const then = next[0] ? `next ${localTime(next[0].at, input.timeZone)}` : 'no next time';
  const before = last ? `last ${localTime(last.at, input.timeZone)} ${last.state}` : 'no run yet';
  const held = runs.filter(({ waitsFor }) => waitsFor !== undefined).map((run) => `    ${run.effectiveDate ?? run.at} ${waiting(run)}`);
  return [`${scheduleId}  ${cycle}  ${then}, ${before}`, `    ${countsLine(view)}`, ...held].join('\n');
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const span = (ms: number): string => (ms % DAY_MS === 0 ? `${ms / DAY_MS} days` : `${Math.round(ms / MINUTE_MS)} min`);

export function scheduleText(view: ScheduleView): string {
  const { scheduleId, tenant, cycle, input, calendar, policies, runs, next } = view;
  const { timeZone } = input;
  const { overlap, catchUpMs, jitterMs, pauseOnFailure } = policies;
  return [
    `${scheduleId}: ${countsLine(view)}`,
    ...(isRenewal(input) ? [`  cycle      ${cycle} (${whatOf(input)}), tenant ${tenant}`] : [`  audits     ${input.flow ?? 'all flows'} of tenant ${tenant}, closed since ${input.since ?? 'the last audit'}`]),
    `  runs at    ${calendar}, ${timeZone}${jitterMs > 0 ? `, up to ${span(jitterMs)} later` : ''}`,
    ...(isRenewal(input) ? [`  effective  ${input.effectiveDateRule}, counted from the scheduled day`] : []),
    `  overlap    ${overlap}: ${isRenewal(input) ? (OVERLAP[overlap] ?? '') : 'one audit at a time'}`,
    `  catch-up   ${span(catchUpMs)}: a run that is later than this is missed`,
    `  a failure  ${pauseOnFailure ? 'pauses it' : `does not pause it${isRenewal(input) ? ': the next period has a run of its own' : ''}`}`,
    ...(next.length > 0 ? ['Next:', ...next.map((one) => periodLine(one, timeZone))] : []),
    ...(runs.length > 0 ? ['Last runs, as their flows stand now:', ...runs.map((one) => runLine(one, timeZone))] : []),
  ].join('\n');
}

const whatOf = ({ plan, mode, approval }: RunRenewals): string => [plan ? 'plan only' : mode, ...(approval === 'required' ? ['waits for approval'] : [])].join(', ');

const OVERLAP: Record<string, string> = {
  ALLOW_ALL: 'no period is lost; the runs of a cycle wait for each other, save for one that waits for approval',
  SKIP: 'a period is LOST while an earlier run is open',
};
