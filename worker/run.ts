/** One worker process: the flows, and for each tenant whose slot it gets, the tenant's API calls. */
import { Client, WorkflowNotFoundError } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { Runtime, Worker, type NativeConnection } from '@temporalio/worker';
import { createFlowActivities } from '../activities/flows/index.js';
import { createSlotActivities, type SlotInput } from '../activities/slot/hold-slot.js';
import { createStepActivities } from '../activities/steps/index.js';
import { createRuntimes, type Runtimes } from '../activities/tenants/runtime.js';
import type { Tenant } from '../activities/tenants/tenant.js';
import { isEncrypting } from '../privacy/converter.js';
import { SLOT_WORKFLOW, slotId } from '../workflows/contracts/names.js';
import { activityLog } from './activity-log.js';
import { apiCallObserver } from './api-calls.js';
import { startApiWorker } from './api-worker.js';
import { withTenants } from './bundle.js';
import { flowWords } from './flow-words.js';
import { flowWorkerOptions } from './options.js';
import type { Telemetry } from './telemetry.js';
import { watch } from './watch.js';

const SLOT_CHECK_MS = 5_000;

export interface RunOptions extends Telemetry {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  tenants: Tenant[];
  /** Part of every marker: tells two installations on one tenant apart. */
  installation: string;
  /** Code of the workflow bundle. */
  bundle: string;
  /** Folder of staged imports, lists and results. */
  dataDir: string;
  /** Encrypts payloads and failures (privacy/converter.ts). */
  dataConverter?: DataConverter;
}

export interface RunningWorker {
  /** Stops taking work, lets what is in flight finish, hands the slots on. */
  shutdown(): Promise<void>;
  /** Settles when the worker has ended. */
  ended: Promise<void>;
}

export async function startWorker({ connection, namespace, taskQueue, tenants, installation, bundle, dataDir, dataConverter = {}, ...telemetry }: RunOptions): Promise<RunningWorker> {
  const { log, tracing, watching } = telemetry;
  const { metricMeter: meter } = Runtime.instance();
  const runtimes = createRuntimes(installation, tenants, dataDir, apiCallObserver(meter, telemetry));
  const steps = createStepActivities(runtimes);
  const ending = new AbortController();
  const host = { connection, namespace, dataConverter, interceptors: { activity: log ? [activityLog(log)] : [] }, plugins: tracing ? [tracing.plugin] : [] };
  const slots = createSlotActivities({
    runtimes,
    ending: ending.signal,
    startApiWorker: ({ tenant }) => startApiWorker(host, tenant, steps),
  });
  const worker = await Worker.create({
    ...host,
    taskQueue,
    workflowBundle: { code: withTenants(bundle, tenants, isEncrypting(dataConverter)) },
    activities: { ...createFlowActivities(taskQueue, runtimes), ...slots },
    sinks: flowWords(meter, log),
    ...flowWorkerOptions(tenants),
  });
  const ended = worker.run().finally(() => runtimes.all().forEach(({ imis, ym }) => [imis, ym].forEach((api) => api.close())));
  const client = new Client({ connection, namespace, dataConverter });
  await Promise.all(tenants.map((tenant) => openSlot(client, taskQueue, tenant.name)));
  const check = keepSlotsOpen(client, taskQueue, runtimes);
  const watcher = watching && watch({ client, namespace, taskQueue, runtimes, meter }, watching);
  return {
    ended,
    async shutdown() {
      clearInterval(check);
      watcher?.stop();
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

/**
 * Somebody may terminate a slot by hand: every worker looks now and then whether it must be opened again. A slot that this
 * process holds is open: its lease is acknowledged every second.
 */
function keepSlotsOpen(client: Client, taskQueue: string, runtimes: Runtimes): NodeJS.Timeout {
  const others = () => runtimes.all().filter(({ slot }) => !slot.held);
  const open = () => Promise.all(others().map(({ tenant }) => openSlot(client, taskQueue, tenant.name)));
  // What fails is tried again; a Temporal that is away is told of by the worker itself.
  return setInterval(() => void open().catch(() => undefined), SLOT_CHECK_MS).unref();
}
