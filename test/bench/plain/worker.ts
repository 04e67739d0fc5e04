/** The worker of the plain workflow, with the options of ours: an API queue a tenant, one call at a time. Told by BENCH_ORDER. */
import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Tenant } from '../../../activities/tenants/tenant.js';
import { apiWorkerOptions, flowWorkerOptions } from '../../../worker/options.js';
import { answerTo } from '../answers.js';
import { watchMemory } from '../memory.js';
import type { WorkerOrder } from '../worker.js';
import { withLooks } from './looks.js';
import { vendorCalls } from './vendor-calls.js';
import { plainQueue } from './workflow.js';

const { address, taskQueue, tenants, looks } = JSON.parse(process.env['BENCH_ORDER'] ?? '{}') as WorkerOrder;
const memory = watchMemory();
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
const connection = await NativeConnection.connect({ address });
const workflowsPath = fileURLToPath(new URL('./workflow.js', import.meta.url));
const flows = await Worker.create({ connection, taskQueue, workflowsPath, ...flowWorkerOptions(tenants) });
const callsOf = (tenant: Tenant) => (looks ? withLooks(vendorCalls(tenant)) : vendorCalls(tenant));
const calls = await Promise.all(
  tenants.map((tenant) => Worker.create({ connection, taskQueue: plainQueue(tenant.name), activities: { ...callsOf(tenant) }, ...apiWorkerOptions(tenant) })),
);
const ended = Promise.all([flows, ...calls].map((worker) => worker.run()));
answerTo({ memory });
process.send!('ready');
await ended;
