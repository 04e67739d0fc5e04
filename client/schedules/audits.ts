/** Schedules of audits: what differs from those of renewal runs. */
import type { Client, ScheduleExecutionResult } from '@temporalio/client';
import type { AuditInput } from '../../workflows/contracts/audit.js';
import type { RunRenewals } from '../../workflows/contracts/inputs.js';
import { isClean, parseAudit, resultOf } from '../audit.js';
import { InvalidInput } from '../errors.js';
import { stateOf } from '../list.js';
import { endOf } from '../runs.js';
import type { NewSchedule } from './create.js';
import { described, nominalTime, type ScheduledRun } from './runs.js';

export interface NewAuditSchedule extends Pick<NewSchedule, 'scheduleId' | 'calendar' | 'catchUpMs' | 'jitterMs' | 'paused' | 'note'> {
  /** `since` as a span such as `7d`, or left out: from the end of the last audit on. */
  audit: Omit<AuditInput, 'requestedBy'>;
  timeZone: string;
}

/** As a view of a schedule shows it. */
export type ScheduledAudit = AuditInput & { timeZone: string };
export type ScheduledInput = (RunRenewals & { timeZone?: string | undefined }) | ScheduledAudit;

export const isRenewal = (input: ScheduledInput): input is RunRenewals => 'billingCycleId' in input;

/** A day missed is made up for by the next audit, which begins where the last one ended. */
export const AUDIT_CATCH_UP_MS = 86_400_000;

const EVERY_DAY = Array.from({ length: 31 }, (_, index) => index + 1);

/** @throws {InvalidInput} on what would be the same each day. */
export function checkedAudit({ scheduleId, audit, timeZone }: NewAuditSchedule): AuditInput {
  const problems = [
    audit.resultsFile !== undefined && { member: 'resultsFile', message: 'each audit would overwrite it: leave it out' },
    audit.until !== undefined && { member: 'until', message: 'a scheduled audit looks until its own time: leave it out' },
    audit.since !== undefined && !/^\d+[mhd]$/.test(audit.since) && { member: 'since', message: 'give a span such as 7d: a date would stay the same' },
    !Intl.supportedValuesOf('timeZone').includes(timeZone) && timeZone !== 'UTC' && { member: 'timeZone', message: 'must be a time zone of the IANA list, such as America/New_York' },
  ].filter((one) => one !== false);
  if (problems.length > 0) throw new InvalidInput('audit', problems);
  return parseAudit({ ...audit, requestedBy: `schedule ${scheduleId}` });
}

/** Without a day every day is meant; a renewal run's is the first of the month. */
export const auditCalendar = ({ calendar }: NewAuditSchedule): NewAuditSchedule['calendar'] =>
  calendar.at === undefined || calendar.daysOfMonth ? calendar : { ...calendar, daysOfMonth: EVERY_DAY };

/** An audit is the run itself. What it has found is told where somebody must look. */
export async function auditRun(client: Client, taken: ScheduleExecutionResult): Promise<ScheduledRun> {
  const { workflowId, firstExecutionRunId: runId } = taken.action.workflow;
  const at = (nominalTime(workflowId) ?? taken.scheduledAt).toISOString();
  const own = await described(client, workflowId, runId);
  const common = { workflowId, at, state: own ? stateOf(own) : 'forgotten' };
  if (own?.status.name === 'FAILED') return { ...common, state: 'failed', message: (await endOf(client, workflowId, runId)).message };
  if (own?.status.name !== 'COMPLETED') return common;
  const result = await resultOf(client, workflowId, runId);
  const { totals, gaveUp, resultsFile } = result;
  if (isClean(result) && gaveUp === undefined) return common;
  const found = gaveUp === undefined ? `${totals['false-word'] ?? 0} false words, ${totals.drift ?? 0} drift` : `not read to the end (${gaveUp})`;
  return { ...common, message: `${found}: see ${resultsFile}` };
}
