/** The worker of a measurement, in a process of its own: its memory is the worker's alone. Told by BENCH_ORDER. */
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { loadBundle } from '../../worker/bundle.js';
import { startWorker } from '../../worker/run.js';
import type { Tenant } from '../../activities/tenants/tenant.js';
import { answerTo } from './answers.js';
import { watchMemory } from './memory.js';

export interface WorkerOrder {
  address: string;
  taskQueue: string;
  dataDir: string;
  tenants: Tenant[];
  bundlePath?: string;
  /** Of the plain worker: it makes the looks and acknowledgements of ours, too. */
  looks?: boolean;
}

const { address, taskQueue, dataDir, tenants, bundlePath } = JSON.parse(process.env['BENCH_ORDER'] ?? '{}') as WorkerOrder;
const memory = watchMemory();
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
const connection = await NativeConnection.connect({ address });
const bundle = await loadBundle(bundlePath);
const { ended } = await startWorker({ connection, namespace: 'default', taskQueue, tenants, installation: 'bench', bundle, dataDir });
answerTo({ memory });
process.send!('ready');
await ended;
