/** A worker process of the crash matrix: told by the environment, ended by signals. Says `ready` to its parent, then when it was late. */
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { loadBundle } from '../../worker/bundle.js';
import { startWorker } from '../../worker/run.js';
import type { Tenant } from '../../activities/tenants/tenant.js';
import { watchLag } from './lag.js';
import { plantIn } from './plant.js';

export interface WorkerOrder {
  address: string;
  taskQueue: string;
  dataDir: string;
  tenants: Tenant[];
  /** Flows of one run of a window, in place of the usual number: a new run begins often then. */
  perRun?: number;
}

const { address, taskQueue, dataDir, tenants, perRun } = JSON.parse(process.env['CRASH_WORKER'] ?? '{}') as WorkerOrder;
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const connection = await NativeConnection.connect({ address });
const bundle = withPerRun(await loadBundle(), perRun);
const worker = await startWorker({
  connection,
  namespace: 'default',
  taskQueue,
  tenants,
  installation: 'crash',
  bundle,
  dataDir,
});
// A matrix that was ended leaves no workers behind.
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
watchLag((late) => process.send?.(late));
await worker.ended;

/** Changed in the bundle, so that no flow need know of tests. */
function withPerRun(bundle: string, perRun: number | undefined): string {
  if (perRun === undefined) return bundle;
  const replace = `const PER_RUN = ${perRun};`;
  return plantIn(bundle, { name: 'short runs', file: 'the workflow bundle', find: 'const PER_RUN = 200;', replace });
}
