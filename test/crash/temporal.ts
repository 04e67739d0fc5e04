/** What the matrix asks of Temporal about one flow. */
import { WorkflowFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { REPORT_QUERY, slotId } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';

export type Seen = { state: 'ended' | 'parked'; report: Report } | { state: 'lost'; why: string };

/** Waits until the flow has ended or is parked. `lost`: neither happened in time, or it ended without a report. */
export async function endOrPark(client: Client, workflowId: string, timeoutMs: number): Promise<Seen> {
  const handle = client.workflow.getHandle(workflowId);
  const until = Date.now() + timeoutMs;
  const wait = (): Promise<Report> => {
    const result = reportOf(handle);
    result.catch(() => undefined);
    return result;
  };
  let ended = wait();
  while (Date.now() < until) {
    const seen = await Promise.race([ended, sleep(400, undefined)]).catch((error: unknown) => ({
      lost: String(error),
    }));
    if (seen && 'lost' in seen) {
      if ((await handle.describe()).status.name !== 'RUNNING') return { state: 'lost', why: seen.lost };
      // The run was reset: another run carries on.
      ended = wait();
      continue;
    }
    if (seen) return { state: 'ended', report: seen };
    if (!(await isParked(handle))) continue;
    const report = await handle.query<Report>(REPORT_QUERY).catch(() => undefined);
    if (report?.state === 'parked') return { state: 'parked', report };
  }
  return { state: 'lost', why: `neither ended nor parked after ${timeoutMs} ms` };
}

async function isParked(handle: WorkflowHandle): Promise<boolean> {
  const { typedSearchAttributes } = await handle.describe();
  return typedSearchAttributes
    .getAll()
    .some(({ key, value }) => key.name === 'SagaState' && String(value) === 'parked');
}

async function reportOf(handle: WorkflowHandle): Promise<Report> {
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
