/** A schedule as people see it: what it runs, when, and what became of its runs. */
import type { Client, ScheduleDescription } from '@temporalio/client';
import { AUDIT_WORKFLOW, DEFAULT_TENANT } from '../../workflows/contracts/names.js';
import { auditRun, isRenewal, type ScheduledInput } from './audits.js';
import { noSchedule } from './problems.js';
import { periodOf, type Period } from './period.js';
import { isFailed, scheduledRun, type ScheduledRun } from './runs.js';

export interface ScheduleView {
  scheduleId: string;
  tenant: string;
  /** Billing cycle; `audit` of a schedule of audits. */
  cycle: string;
  input: ScheduledInput;
  /** As it was given; in `timeZone` of the input. */
  calendar: string;
  paused: boolean;
  note?: string;
  policies: { overlap: string; catchUpMs: number; pauseOnFailure: boolean; jitterMs: number };
  counts: ScheduleCounts;
  /** The last ten, newest first. */
  runs: ScheduledRun[];
  next: Period[];
  createdAt: string;
}

export interface ScheduleCounts {
  /** Since the schedule was made. */
  runs: number;
  /** Later than the catch-up window: never begun. */
  missed: number;
  /** Not begun because another was running. */
  skipped: number;
  /** Of the last ten: those whose flow neither completed nor goes on. */
  failed: number;
}

/** Does it start renewal runs, or audits? Other schedules of the namespace are not ours. */
export const isOurs = ({ action }: ScheduleDescription): boolean => action.workflowType === 'runRenewals' || isAudit({ action });

export const isAudit = ({ action }: Pick<ScheduleDescription, 'action'>): boolean => action.workflowType === AUDIT_WORKFLOW;

function inputOf({ action, spec }: ScheduleDescription): ScheduledInput {
  const input = action.args![0] as ScheduledInput;
  return isAudit({ action }) ? { ...input, timeZone: spec.timezone ?? 'UTC' } : input;
}

/** @throws {Problem} when the schedule is none of ours. */
export async function viewOf(client: Client, description: ScheduleDescription, { runs = 10, next = 5 } = {}): Promise<ScheduleView> {
  const { scheduleId, info, state, policies, spec, memo } = description;
  if (!isOurs(description)) throw noSchedule(scheduleId);
  const input = inputOf(description);
  const jitterMs = spec.jitter ?? 0;
  const latest = info.recentActions.slice(-runs).reverse();
  const taken = await Promise.all(latest.map((one) => (isRenewal(input) ? scheduledRun(client, input, one) : auditRun(client, one))));
  const times = state.paused ? [] : info.nextActionTimes.slice(0, next);
  const { overlap, catchupWindow: catchUpMs, pauseOnFailure } = policies;
  return {
    ...{ scheduleId, tenant: input.tenant ?? DEFAULT_TENANT, cycle: isRenewal(input) ? input.billingCycleId : 'audit', input },
    calendar: typeof memo?.['calendar'] === 'string' ? memo['calendar'] : 'see the Web UI',
    paused: state.paused,
    ...(state.note && { note: state.note }),
    policies: { overlap: overlap ?? 'SKIP', catchUpMs, pauseOnFailure, jitterMs },
    counts: {
      runs: info.numActionsTaken,
      missed: info.numActionsMissedCatchupWindow,
      skipped: info.numActionsSkippedOverlap,
      failed: taken.filter(isFailed).length,
    },
    runs: taken,
    next: await Promise.all(times.map((at) => periodOf(input, at, jitterMs))),
    createdAt: info.createdAt.toISOString(),
  };
}
