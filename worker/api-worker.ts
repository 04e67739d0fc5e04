/** The worker that makes a tenant's API calls; lives as long as this process holds the tenant's slot. */
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import type { ApiWorker } from '../activities/slot/hold-slot.js';
import type { StepActivities } from '../activities/steps/index.js';
import type { Tenant } from '../activities/tenants/tenant.js';
import { apiQueue } from '../workflows/contracts/names.js';
import { apiWorkerOptions } from './options.js';

export interface ApiWorkerHost extends Pick<WorkerOptions, 'dataConverter' | 'interceptors' | 'plugins'> {
  connection: NativeConnection;
  namespace: string;
}

export async function startApiWorker(host: ApiWorkerHost, tenant: Tenant, activities: StepActivities): Promise<ApiWorker> {
  const worker = await Worker.create({ ...host, taskQueue: apiQueue(tenant.name), activities, ...apiWorkerOptions(tenant) });
  const running = worker.run();
  return {
    failed: running.then(() => new Promise<never>(() => undefined)),
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await running.catch(() => undefined);
    },
  };
}
