/** Schedules on a real server, worker and simulator: what the tests of them share. */
import { randomUUID } from 'node:crypto';
import { createDuesflow, type Duesflow, type NewSchedule } from '../../client/index.js';
import { checkSchedules } from '../../client/doctor/schedule-checks.js';
import type { RunRenewals } from '../../workflows/contracts/inputs.js';
import { openBench, type Bench } from '../setup/bench.js';

export interface ScheduleBench {
  bench: Bench;
  duesflow: Duesflow;
  /** Every first of January at six in Berlin, for the year that begins then. Deleted at the end. */
  yearly(cycle: string, changes?: Partial<RunRenewals>): NewSchedule;
  /** What doctor says of a schedule. */
  checksOf(scheduleId: string): ReturnType<typeof checkSchedules>;
  close(): Promise<void>;
}

export async function openScheduleBench(): Promise<ScheduleBench> {
  const bench = await openBench({ simulator: { parties: 0 } });
  const duesflow = createDuesflow({ client: bench.client, taskQueue: bench.taskQueue });
  const made: string[] = [];
  return {
    bench,
    duesflow,
    yearly(cycle, changes = {}) {
      const scheduleId = `s-${randomUUID().slice(0, 8)}`;
      made.push(scheduleId);
      const period = { effectiveDateRule: 'year-start', timeZone: 'Europe/Berlin' };
      return {
        scheduleId,
        input: { tenant: bench.tenant.name, billingCycleId: cycle, mode: 'individual', ...period, ...changes },
        calendar: { at: '06:00', daysOfMonth: [1], months: [1] },
      };
    },
    checksOf: async (scheduleId) => (await checkSchedules(bench.client)).filter(({ check }) => check === `schedule ${scheduleId}`),
    async close() {
      for (const id of made) await duesflow.schedules.delete(id).catch(() => undefined);
      // Whoever waits for a parked flow would keep the worker from ending.
      const query = `TaskQueue = '${bench.taskQueue}' AND ExecutionStatus = 'Running'`;
      for await (const { workflowId } of bench.client.workflow.list({ query }))
        await bench.client.workflow.getHandle(workflowId).terminate().catch(() => undefined);
      await bench.close();
    },
  };
}
