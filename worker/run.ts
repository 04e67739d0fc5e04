/** One worker process: the flows, and for each tenant whose slot it gets, the tenant's API calls. */
import { Client, WorkflowNotFoundError } from '@temporalio/client';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { createFlowActivities } from '../activities/flows/index.js';
import { createSlotActivities, type SlotInput } from '../activities/slot/hold-slot.js';
import { createStepActivities } from '../activities/steps/index.js';
import { createRuntimes } from '../activities/tenants/runtime.js';
import type { Tenant } from '../activities/tenants/tenant.js';
import { SLOT_WORKFLOW, slotId } from '../workflows/contracts/names.js';
import { startApiWorker } from './api-worker.js';
import { withTenants } from './bundle.js';
import { flowWorkerOptions } from './options.js';

const SLOT_CHECK_MS = 5_000;

export interface RunOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  tenants: Tenant[];
  /** Part of every marker: tells two installations on one tenant apart. */
  installation: string;
  /** Code of the workflow bundle. */
  bundle: string;
}

export interface RunningWorker {
  /** Stops taking work, lets what is in flight finish, hands the slots on. */
  shutdown(): Promise<void>;
  /** Settles when the worker has ended. */
  ended: Promise<void>;
}

export async function startWorker({ connection, namespace, taskQueue, tenants, installation, bundle }: RunOptions): Promise<RunningWorker> {
  const runtimes = createRuntimes(installation, tenants);
  const steps = createStepActivities(runtimes);
  const ending = new AbortController();
  const slots = createSlotActivities({
    runtimes,
    ending: ending.signal,
    startApiWorker: ({ tenant }) => startApiWorker(connection, namespace, tenant, steps),
  });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: { code: withTenants(bundle, tenants) },
    activities: { ...createFlowActivities(taskQueue), ...slots },
    ...flowWorkerOptions,
  });
  const ended = worker.run().finally(() => runtimes.all().forEach(({ imis }) => imis.close()));
  const client = new Client({ connection, namespace });
  await Promise.all(tenants.map((tenant) => openSlot(client, taskQueue, tenant.name)));
  const check = keepSlotsOpen(client, taskQueue, tenants);
  return {
    ended,
    async shutdown() {
      clearInterval(check);
      ending.abort();
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}

/** Starts the tenant's slot workflow unless it runs. A closed one means that somebody ended it: then nothing is sure. */
async function openSlot(client: Client, taskQueue: string, tenant: string): Promise<void> {
  const workflowId = slotId(tenant);
  const former = await client.workflow.getHandle(workflowId).describe().catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  });
  if (former?.status.name === 'RUNNING') return;
  const input: SlotInput = { tenant, afterClosedRun: former !== undefined };
  await client.workflow.start(SLOT_WORKFLOW, {
    workflowId,
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: `Slot of tenant ${tenant}`,
  });
}

/** Somebody may terminate a slot by hand: every worker looks now and then whether it must be opened again. */
function keepSlotsOpen(client: Client, taskQueue: string, tenants: Tenant[]): NodeJS.Timeout {
  const open = () => Promise.all(tenants.map((tenant) => openSlot(client, taskQueue, tenant.name)));
  // What fails is tried again; a Temporal that is away is told of by the worker itself.
  return setInterval(() => void open().catch(() => undefined), SLOT_CHECK_MS).unref();
}
