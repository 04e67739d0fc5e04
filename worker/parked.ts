/** The flows that wait for a person, as Temporal's visibility knows them. */
import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';

export interface ParkedFlows {
  tenant: string;
  flow: string;
  count: number;
  /** When the oldest of them was started, epoch milliseconds. When it parked is known to its own report alone. */
  since: number;
}

/** Ten requests. With more than these something is wrong with all of them, and the exact figure is of no use. */
const MOST = 10_000;
const PAGE = 1_000;
const TENANT = defineSearchAttributeKey('Tenant', 'KEYWORD');

/** Those of the tenants, in one listing: the counts of visibility know neither two groups at a time nor the oldest. */
export async function readParked(client: Client, taskQueue: string, tenants: string[]): Promise<ParkedFlows[]> {
  const query = `TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Running' AND SagaState = 'parked'`;
  const found = new Map<string, ParkedFlows>();
  let read = 0;
  for await (const { type: flow, workflowId, startTime, typedSearchAttributes } of client.workflow.list({ query, pageSize: PAGE })) {
    // Who starts a flow without our library sets no attribute, and until the first step has ended its key alone tells.
    const tenant = typedSearchAttributes.get(TENANT) ?? workflowId.split(':')[1] ?? '';
    const since = startTime.getTime();
    const known = found.get(`${tenant} ${flow}`);
    if (tenants.includes(tenant)) found.set(`${tenant} ${flow}`, { tenant, flow, count: (known?.count ?? 0) + 1, since: Math.min(since, known?.since ?? since) });
    read += 1;
    if (read >= MOST) break;
  }
  return [...found.values()];
}
