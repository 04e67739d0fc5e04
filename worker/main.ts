/** `duesflow worker`: settings from the environment, one worker, a clean end on SIGTERM and SIGINT. */
import { config } from 'dotenv';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import { TASK_QUEUE } from '../workflows/contracts/names.js';
import { loadBundle } from './bundle.js';
import { installRuntime, log } from './log.js';
import { startWorker } from './run.js';
import { ConfigurationError, tenantsFrom } from './tenants.js';

async function main(): Promise<void> {
  config({ quiet: true });
  installRuntime();
  const tenants = tenantsFrom(process.env);
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  const taskQueue = process.env['DUESFLOW_TASK_QUEUE'] || TASK_QUEUE;
  const installation = process.env['DUESFLOW_INSTALLATION'] || 'duesflow';
  const worker = await startWorker({ connection, namespace, taskQueue, tenants, installation, bundle: await loadBundle() });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      log.info({ signal }, 'worker ends: what is in flight is let finish');
      void worker.shutdown();
    });
  log.info({ taskQueue, tenants: tenants.map((tenant) => tenant.name) }, 'worker ready');
  await worker.ended;
  await connection.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    log.error(error instanceof ConfigurationError ? error.message : { err: error });
    process.exit(error instanceof ConfigurationError ? 2 : 5);
  },
);
