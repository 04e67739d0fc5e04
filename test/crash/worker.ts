/** A worker process of the crash matrix: told by the environment, ended by signals. Says `ready` to its parent. */
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { loadBundle } from '../../worker/bundle.js';
import { startWorker } from '../../worker/run.js';
import type { Tenant } from '../../activities/tenants/tenant.js';

export interface WorkerOrder {
  address: string;
  taskQueue: string;
  tenants: Tenant[];
}

const { address, taskQueue, tenants } = JSON.parse(process.env['CRASH_WORKER'] ?? '{}') as WorkerOrder;
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const connection = await NativeConnection.connect({ address });
const bundle = await loadBundle();
const worker = await startWorker({
  connection,
  namespace: 'default',
  taskQueue,
  tenants,
  installation: 'crash',
  bundle,
});
// A matrix that was ended leaves no workers behind.
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
await worker.ended;
