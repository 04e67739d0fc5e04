/** Every number of our workers with its reason. */
import type { WorkerOptions } from '@temporalio/worker';
import type { Tenant } from '../activities/tenants/tenant.js';

/** Above startToClose of a write (150 s): a write in flight is let finish (write-protocol section 2). */
export const GRACE = '160 s';

/** Activities at a time beside the held slots, which are endless; the default of the SDK. */
const FLOW_ACTIVITIES = 100;

export const flowWorkerOptions = (tenants: Tenant[]) => ({
  shutdownGraceTime: GRACE,
  /** One worker may hold the slot of each of its tenants, and must have room for the flows' own activities. */
  maxConcurrentActivityTaskExecutions: FLOW_ACTIVITIES + tenants.length,
  /** After kill -9 every cached workflow waits this long for its next task (10 s by default; temporal practice). */
  stickyQueueScheduleToStartTimeout: '1 s',
  /** More than flows open at a time: with fewer, every task replays its flow, at twice the CPU. */
  maxCachedWorkflows: 600,
}) satisfies Partial<WorkerOptions>;

/** ASI's house rules: one call at a time for each client (facts 1.3). An activity makes its calls one after another. */
export const apiWorkerOptions = (tenant: Tenant) =>
  ({
    shutdownGraceTime: GRACE,
    maxConcurrentActivityTaskExecutions: tenant.concurrency,
    /** One poller: what is polled and not run waits where nobody else can take it. */
    maxConcurrentActivityTaskPolls: 1,
  }) satisfies Partial<WorkerOptions>;
