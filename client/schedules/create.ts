/** Making a schedule of renewal runs, or of audits. */
import type { Client, ScheduleOptions, ScheduleOptionsStartWorkflowAction, Workflow } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { randomUUID } from 'node:crypto';
import type { AuditInput } from '../../workflows/contracts/audit.js';
import type { RunRenewals } from '../../workflows/contracts/inputs.js';
import { AUDIT_WORKFLOW, DEFAULT_TENANT } from '../../workflows/contracts/names.js';
import { summaryOf } from '../../workflows/contracts/start.js';
import { auditOptions } from '../audit.js';
import { InvalidInput } from '../errors.js';
import { EXIT, Problem } from '../problem.js';
import { parseInput } from '../start.js';
import { AUDIT_CATCH_UP_MS, auditCalendar, checkedAudit, type NewAuditSchedule } from './audits.js';
import { periodOf, type Period } from './period.js';
import { plainly } from './problems.js';
import { calendarText, specOf, type Calendar } from './spec.js';

export interface NewSchedule {
  scheduleId: string;
  /** Input of runRenewals with `effectiveDateRule` and `timeZone`, and without `effectiveDate`. */
  input: Omit<RunRenewals, 'requestedBy' | 'effectiveDate'> & { effectiveDateRule: string; timeZone: string };
  calendar: Calendar;
  /** A run that is later than this, because the server was away, is missed; default 7 days. */
  catchUpMs?: number;
  /** A run begins up to this much later, by chance; default 0. */
  jitterMs?: number;
  paused?: boolean;
  note?: string;
}

/** A server that is away over a weekend, or a long one, loses no period. */
export const CATCH_UP_MS = 7 * 86_400_000;

/**
 * Chosen on purpose:
 * - Overlap ALLOW_ALL: a run that is open must not swallow the next period (SKIP, the server's default). Each period has
 *   a business key of its own, and two runs of one cycle are kept apart by the flow itself: the next one waits while an
 *   earlier one holds the cycle, members that wait for a person included, though not while a plan waits for approval.
 *   `doctor` and `schedule show` tell of one that waits so.
 * - pauseOnFailure off: a run that was rejected says nothing about the next period, and a paused schedule loses periods
 *   in silence. `doctor` fails on a failed run instead.
 */
const policies = (catchupWindow: number) =>
  ({ overlap: 'ALLOW_ALL', catchupWindow, pauseOnFailure: false }) as const;

/** An audit that is open reads what the next one would: SKIP loses nothing, since that begins where the last one ended. */
const auditPolicies = (catchupWindow: number) => ({ overlap: 'SKIP', catchupWindow, pauseOnFailure: false }) as const;

export type AnySchedule = NewSchedule | NewAuditSchedule;

type Options = ScheduleOptions<ScheduleOptionsStartWorkflowAction<Workflow>>;

/** The server adds the scheduled time. */
export const workflowIdOf = (scheduleId: string): string => `schedule:${scheduleId}`;

/** @throws {InvalidInput} @throws {Problem} when the schedule is there already, or its calendar cannot be used. */
export async function createSchedule(client: Client, asked: AnySchedule, taskQueue: string): Promise<void> {
  await plainly(asked.scheduleId, client.schedule.create(optionsOf(asked, taskQueue)));
}

/** The next times and what they stand for. Only the server can tell: by a paused schedule that is taken away at once. */
export async function previewSchedule(client: Client, asked: AnySchedule, taskQueue: string, times = 5): Promise<Period[]> {
  const options = optionsOf({ ...asked, jitterMs: 0 }, taskQueue);
  const input = 'audit' in asked ? { ...checkedAudit(asked), timeZone: asked.timeZone } : checked(asked).input;
  const scheduleId = `${PREVIEW}${randomUUID()}`;
  const state = { paused: true, note: 'a preview, to be deleted' };
  const handle = await plainly(asked.scheduleId, client.schedule.create({ ...options, scheduleId, state }));
  try {
    const { info } = await handle.describe();
    return await Promise.all(info.nextActionTimes.slice(0, times).map((at) => periodOf(input, at)));
  } finally {
    await handle.delete();
  }
}

const PREVIEW = 'duesflow-preview-';
export const isPreview = (scheduleId: string): boolean => scheduleId.startsWith(PREVIEW);

function optionsOf(asked: AnySchedule, taskQueue: string): Options {
  const { scheduleId } = asked;
  if (!/^[\w.-]{1,60}$/.test(scheduleId) || isPreview(scheduleId))
    throw new Problem('The name of the schedule is wrong.', 'Take letters, digits, dots, hyphens, at most 60.', EXIT.usage);
  if ('audit' in asked) {
    const input = checkedAudit(asked);
    const plan = { workflowType: AUDIT_WORKFLOW, input, calendar: auditCalendar(asked), timeZone: asked.timeZone, ...auditOptions(input) };
    return scheduled(asked, taskQueue, { ...plan, policies: auditPolicies(asked.catchUpMs ?? AUDIT_CATCH_UP_MS) });
  }
  const { input } = checked(asked);
  const typedSearchAttributes = [{ key: defineSearchAttributeKey('Tenant', 'KEYWORD'), value: input.tenant ?? DEFAULT_TENANT }];
  const plan = { workflowType: 'runRenewals', input, calendar: asked.calendar, timeZone: input.timeZone!, staticSummary: summaryOf('runRenewals', input), typedSearchAttributes };
  return scheduled(asked, taskQueue, { ...plan, policies: policies(asked.catchUpMs ?? CATCH_UP_MS) });
}

interface Plan extends Pick<Options['action'], 'workflowType' | 'staticSummary' | 'typedSearchAttributes'> {
  input: RunRenewals | AuditInput;
  calendar: Calendar;
  timeZone: string;
  policies: NonNullable<Options['policies']>;
}

function scheduled({ scheduleId, jitterMs = 0, paused = false, note }: AnySchedule, taskQueue: string, { input, calendar, timeZone, policies: rules, ...action }: Plan): Options {
  return {
    scheduleId,
    spec: specOf(calendar, timeZone, jitterMs),
    action: { type: 'startWorkflow', ...action, workflowId: workflowIdOf(scheduleId), taskQueue, args: [input] },
    policies: rules,
    state: { paused, ...(note !== undefined && { note }) },
    memo: { calendar: calendarText(calendar) },
  };
}

function checked({ scheduleId, input }: NewSchedule): { input: RunRenewals } {
  const missing = (['effectiveDateRule', 'timeZone'] as const).filter((name) => input[name] === undefined);
  if (missing.length > 0)
    throw new InvalidInput('runRenewals', missing.map((member) => ({ member, message: 'is missing: a schedule needs it' })));
  if (input.resultsFile !== undefined)
    throw new InvalidInput('runRenewals', [{ member: 'resultsFile', message: 'each period would overwrite it: leave it out' }]);
  return { input: parseInput('runRenewals', { ...input, requestedBy: `schedule ${scheduleId}` }) };
}
