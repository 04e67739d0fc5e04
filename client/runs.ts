/** Reading a run: its input, its end, its report. */
import {
  isGrpcServiceError,
  QueryNotRegisteredError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { REPORT_QUERY } from '../workflows/contracts/names.js';
import type { Report } from '../workflows/contracts/report.js';
import { unreadable } from './encryption.js';
import { StillReading } from './errors.js';
import { EXIT, messageOf, Problem } from './problem.js';
import { relayedTo } from './relayed.js';

/** How a run closed. `type`: of the failure; absent for a run that was terminated, cancelled or timed out. */
export interface End {
  failed: boolean;
  type?: string;
  /** In the run's own words, for one that left no report. */
  message: string;
  report?: Report;
}

/** GRPC status UNAVAILABLE: the server is away or restarting. */
const UNAVAILABLE = 14;
/** A server that is restarted is back within this time; then one that is away stays away. */
const AWAY_MS = 60_000;

/** Waits for the end of a run, over restarts of the server. Without `runId` the latest run is meant. */
export async function endOf(client: Client, workflowId: string, runId?: string): Promise<End> {
  let away: number | undefined;
  for (;;) {
    try {
      // A handle without run id follows a reset to the run that goes on.
      const report = await client.workflow.getHandle(workflowId, runId).result();
      return { failed: false, message: 'completed', ...(isReport(report) && { report }) };
    } catch (error) {
      if (error instanceof WorkflowFailedError) return failedEnd(error);
      if (!isAway(error)) throw unreachable(error, workflowId);
      away ??= Date.now();
      if (Date.now() - away > AWAY_MS) throw unreachable(error, workflowId);
      await sleep(1_000);
    }
  }
}

function failedEnd(error: WorkflowFailedError): End {
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) return { failed: true, message: messageOf(cause ?? error) };
  const report = cause.details?.find(isReport);
  return { failed: true, type: cause.type ?? undefined, message: messageOf(cause), ...(report && { report }) };
}

/** The report of a closed or open run. @throws {Problem} when there is no such flow, or no worker to ask. */
export async function readReport(client: Client, workflowId: string, timeoutMs = 10_000): Promise<Report> {
  const handle = client.workflow.getHandle(workflowId);
  const { status } = await handle.describe().catch((error: unknown) => {
    throw unreachable(error, workflowId);
  });
  if (status.name !== 'RUNNING') {
    const { report, message } = await endOf(client, workflowId);
    if (report) return report;
    if (status.name === 'FAILED')
      throw new Problem(
        `${workflowId} left no report: ${message}`,
        'See its history in the Web UI.',
        EXIT.otherVerdict,
      );
  }
  try {
    // A terminated run has no result; a worker can still tell from its history how far it came.
    const report = await client.withDeadline(Date.now() + timeoutMs, () => handle.query<Report>(REPORT_QUERY));
    return status.name === 'RUNNING' ? report : cutOff(report, status.name);
  } catch (error) {
    if (error instanceof QueryNotRegisteredError) return await reportOfRelayed(client, workflowId, timeoutMs);
    const locked = unreadable(error);
    if (locked) throw locked;
    const cure = 'A worker must run to answer: `duesflow dev` or `duesflow worker`. The flow itself is kept.';
    throw new Problem(
      `${workflowId} is there, but its report cannot be asked for: ${reason(error)}`,
      cure,
      EXIT.unreachable,
      error,
    );
  }
}

/** A run under another id has no report of its own: the flow of its business key has. */
async function reportOfRelayed(client: Client, workflowId: string, timeoutMs: number): Promise<Report> {
  const key = await relayedTo(client, workflowId);
  if (key !== undefined && key !== workflowId) return await readReport(client, key, timeoutMs);
  throw new StillReading(workflowId);
}

/** The report of a run that was ended from outside: it waits for nobody, and nothing of it goes on. */
function cutOff({ parked: _nobodyWaits, ...report }: Report, status: string): Report {
  const note = `This run was ${status.toLowerCase().replace('_', ' ')}: what its steps did stands, nothing was undone.`;
  return { ...report, state: 'closed', notes: [...report.notes, note] };
}

/** The input with which a run was started, from its first event. */
export async function inputOf(client: Client, workflowId: string, runId?: string): Promise<unknown> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId, ...(runId && { runId }) },
    maximumPageSize: 1,
  });
  const payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
  try {
    const [input] = await decodeArrayFromPayloads(client.options.loadedDataConverter, payloads);
    return input;
  } catch (error) {
    throw unreadable(error) ?? error;
  }
}

export const isNotFound = (error: unknown): boolean => error instanceof WorkflowNotFoundError;

function isAway(error: unknown): boolean {
  const cause = (error as { cause?: unknown }).cause;
  return [error, cause].some((one) => isGrpcServiceError(one) && (one.code as number) === UNAVAILABLE);
}

/** What a call to Temporal that failed means to a person. */
export function unreachable(error: unknown, workflowId: string): Problem {
  if (error instanceof Problem) return error;
  const locked = unreadable(error);
  if (locked) return locked;
  if (isNotFound(error))
    return new Problem(`There is no flow ${workflowId}.`, '`duesflow list` shows the flows.', EXIT.usage, error);
  return new Problem(
    `Temporal did not answer: ${reason(error)}`,
    '`duesflow doctor` tells why.',
    EXIT.unreachable,
    error,
  );
}

/** The SDK's own errors say which call failed; their cause says why. */
export const reason = (error: unknown): string => messageOf((error as { cause?: unknown }).cause ?? error);

const isReport = (value: unknown): value is Report => {
  const report = value as Partial<Report> | null | undefined;
  return typeof report?.flow === 'string' && typeof report.workflowId === 'string' && Array.isArray(report.steps);
};
