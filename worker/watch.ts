/**
 * What no counter of one process can tell: who holds the slots, which flows wait for a person, how many calls wait.
 * Parked flows are counted by Temporal's visibility, so that the figure is right after any restart. Each process asks
 * for the tenants whose slots it holds, so that each is asked for once, however many workers there are.
 */
import type { Client } from '@temporalio/client';
import type { MetricMeter } from '@temporalio/common';
import type { Runtimes } from '../activities/tenants/runtime.js';
import { apiQueue } from '../workflows/contracts/names.js';
import { readParked } from './parked.js';

export interface WatchTimes {
  /** Milliseconds between two looks at our own slots. */
  slotMs: number;
  /** Milliseconds between two questions to the server. */
  serverMs: number;
}

/** A question costs one listing, and one more request for each tenant whose slot is held. */
export const WATCH: WatchTimes = { slotMs: 5_000, serverMs: 60_000 };

export interface Watched {
  client: Client;
  namespace: string;
  taskQueue: string;
  runtimes: Runtimes;
  meter: MetricMeter;
}

export function watch({ client, namespace, taskQueue, runtimes, meter }: Watched, { slotMs, serverMs }: WatchTimes): { stop(): void } {
  const held = meter.createGauge('duesflow_slot_held', 'int', undefined, 'Does this process hold the slot of the tenant?');
  const parked = meter.createGauge('duesflow_parked_flows', 'int', undefined, 'Flows that wait for a person');
  const oldest = meter.createGauge('duesflow_parked_oldest_age_seconds', 'float', undefined, 'Age of the oldest flow that waits for a person, since its start');
  const waiting = meter.createGauge('duesflow_api_queue_waiting', 'int', undefined, 'Activities that wait for the slot of the tenant');
  const longest = meter.createGauge('duesflow_api_queue_wait_seconds', 'float', undefined, 'How long the first of them has waited');
  /** Series cannot be taken back: what is not there any more, or is told by another process now, becomes 0. */
  const told = new Map<string, { tenant: string; flow: string }>();

  const holds = (): string[] => runtimes.all().filter(({ slot }) => slot.held).map(({ tenant }) => tenant.name);
  const lookAtSlots = (): void => {
    for (const { tenant, slot } of runtimes.all()) held.set(slot.held ? 1 : 0, { tenant: tenant.name });
  };

  async function askServer(): Promise<void> {
    const mine = holds();
    const found = mine.length > 0 ? await readParked(client, taskQueue, mine) : [];
    const now = Date.now();
    for (const tags of told.values()) if (!found.some(({ tenant, flow }) => tags.tenant === tenant && tags.flow === flow)) set(tags, 0, 0);
    for (const { tenant, flow, count, since } of found) set({ tenant, flow }, count, Math.max(0, now - since) / 1000);
    for (const { tenant } of runtimes.all()) await tellQueue(tenant.name, mine.includes(tenant.name));
  }

  function set(tags: { tenant: string; flow: string }, count: number, age: number): void {
    told.set(`${tags.tenant} ${tags.flow}`, tags);
    parked.set(count, tags);
    oldest.set(age, tags);
  }

  async function tellQueue(tenant: string, mine: boolean): Promise<void> {
    const stats = mine ? await backlog(client, namespace, apiQueue(tenant)) : undefined;
    waiting.set(Number(stats?.approximateBacklogCount ?? 0), { tenant });
    longest.set(Number(stats?.approximateBacklogAge?.seconds ?? 0), { tenant });
  }

  let asking = false;
  const ask = async (): Promise<void> => {
    // A server that is slow is not asked again meanwhile.
    if (asking) return;
    asking = true;
    // The figures stay as they were; a Temporal that is away is told of by the SDK's own metrics.
    await askServer().catch(() => undefined);
    asking = false;
  };

  lookAtSlots();
  const timers = [setInterval(lookAtSlots, slotMs), setInterval(() => void ask(), serverMs)];
  // The first slots are taken within moments.
  const soon = setTimeout(() => void ask(), Math.min(serverMs, 10_000));
  for (const timer of [...timers, soon]) timer.unref();
  return {
    stop() {
      clearTimeout(soon);
      timers.forEach((timer) => clearInterval(timer));
    },
  };
}

/** `TaskQueueType` of Temporal's API. */
const ACTIVITIES = 2;

async function backlog(client: Client, namespace: string, name: string) {
  const { stats } = await client.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name },
    taskQueueType: ACTIVITIES,
    reportStats: true,
  });
  return stats;
}
