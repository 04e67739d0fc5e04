/** Who works on a task queue. */
import type { Client } from '@temporalio/client';
import { apiQueue } from '../workflows/contracts/names.js';

/** `TaskQueueType` of Temporal's API. */
const TYPES = { workflows: 1, activities: 2 } as const;
/** A poll lasts a minute at most. */
const RECENT_S = 70;

/** A poller that was killed is forgotten after some minutes; only those of the last minute count. */
export async function pollers(client: Client, name: string, of: keyof typeof TYPES): Promise<number> {
  const { namespace } = client.options;
  const { pollers: all } = await client.workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType: TYPES[of] });
  const recent = Date.now() / 1000 - RECENT_S;
  return all.filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) > recent).length;
}

/** Does a worker make the API calls of the tenant? */
export const isServed = async (client: Client, tenant: string): Promise<boolean> => (await pollers(client, apiQueue(tenant), 'activities')) > 0;
