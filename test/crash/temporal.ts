/** What the matrix asks of Temporal about one flow. */
import { WorkflowFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { REPORT_QUERY, slotId } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';

export type Seen = { state: 'ended' | 'parked'; report: Report } | { state: 'lost'; why: string };

/** How long a run that ended without a report may be without its successor. */
const NEXT_RUN = { looks: 10, everyMs: 100 };

/**
 * Waits until the flow has ended, or is parked, or one of its kin is: `kinParked` looks. `lost`: neither happened in time, or it
 * ended without a report.
 */
export async function endOrPark(client: Client, workflowId: string, timeoutMs: number, kinParked?: () => Promise<boolean>): Promise<Seen> {
  const handle = client.workflow.getHandle(workflowId);
  const until = Date.now() + timeoutMs;
  const wait = async (): Promise<{ runId: string; result: Promise<Report> }> => {
    const { runId } = await handle.describe();
    const result = reportOf(client.workflow.getHandle(workflowId, runId));
    result.catch(() => undefined);
    return { runId, result };
  };
  let waited = await wait();
  while (Date.now() < until) {
    const seen = await Promise.race([waited.result, sleep(400, undefined)]).catch((error: unknown) => ({
      lost: String(error),
    }));
    if (seen && 'lost' in seen) {
      const { runId } = waited;
      // It was reset, or terminated and is started again: another run carries on.
      for (let look = 0; look < NEXT_RUN.looks && waited.runId === runId; look += 1) {
        waited = await wait();
        if (waited.runId === runId) await sleep(NEXT_RUN.everyMs);
      }
      if (waited.runId === runId) return { state: 'lost', why: seen.lost };
      continue;
    }
    if (seen) return { state: 'ended', report: seen };
    const forKin = await kinParked?.();
    if (!forKin && !(await isParked(handle))) continue;
    const report = await handle.query<Report>(REPORT_QUERY).catch(() => undefined);
    if (report?.state === 'parked' || (forKin && report?.state === 'running')) return { state: 'parked', report };
  }
  return { state: 'lost', why: `neither ended nor parked after ${timeoutMs} ms` };
}

/** By its search attribute. */
export async function isParked(handle: WorkflowHandle): Promise<boolean> {
  const { typedSearchAttributes } = await handle.describe();
  return typedSearchAttributes
    .getAll()
    .some(({ key, value }) => key.name === 'SagaState' && String(value) === 'parked');
}

/** The report of a flow, taken from its result or from its failure. */
export async function reportOf(handle: WorkflowHandle): Promise<Report> {
  try {
    return (await handle.result()) as Report;
  } catch (error) {
    const details =
      error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure && error.cause.details;
    if (details && details[0]) return details[0] as Report;
    throw error;
  }
}

/** Process id of the worker that holds the tenant's slot: the one that makes the API calls. */
export async function holderOf(client: Client, tenant: string): Promise<number | undefined> {
  const { raw } = await client.workflow.getHandle(slotId(tenant)).describe();
  const [slot] = raw.pendingActivities ?? [];
  const pid = Number.parseInt(slot?.lastWorkerIdentity ?? '', 10);
  return slot?.lastHeartbeatTime && Number.isInteger(pid) ? pid : undefined;
}
