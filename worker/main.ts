/** `duesflow worker`: settings from the environment, one worker, a clean end on SIGTERM and SIGINT. */
import { config } from 'dotenv';
import { TASK_QUEUE } from '../workflows/contracts/names.js';
import { converterFrom } from '../privacy/converter.js';
import { KeyFault } from '../privacy/keys.js';
import { loadBundle } from './bundle.js';
import { dataDirFrom, ensureDataDir } from './data-dir.js';
import { log } from './log.js';
import { startWorker } from './run.js';
import { checkServer, connectTo, serverFrom, Unreachable } from './server.js';
import { startTelemetry } from './telemetry.js';
import { ConfigurationError, tenantsFrom } from './tenants.js';
import { versioningFrom } from './versioning.js';

async function main(): Promise<void> {
  config({ quiet: true });
  const telemetry = await startTelemetry(process.env);
  const tenants = tenantsFrom(process.env);
  const dataConverter = converterFrom(process.env);
  const versioning = versioningFrom(process.env);
  const dataDir = ensureDataDir(dataDirFrom(process.env));
  const { connectionOptions, namespace } = serverFrom();
  const connection = await connectTo(connectionOptions);
  await checkServer(connection, namespace);
  const taskQueue = process.env['DUESFLOW_TASK_QUEUE'] || TASK_QUEUE;
  const installation = process.env['DUESFLOW_INSTALLATION'] || 'duesflow';
  const bundle = await loadBundle(undefined, telemetry.tracing !== undefined);
  const worker = await startWorker({ connection, namespace, taskQueue, tenants, installation, bundle, dataDir, dataConverter, versioning, ...telemetry });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      log.info({ signal }, 'worker ends: what is in flight is let finish');
      void worker.shutdown();
    });
  log.info({ taskQueue, tenants: tenants.map((tenant) => tenant.name), ...versioning?.version }, 'worker ready');
  await worker.ended;
  await telemetry.tracing?.flush();
  await connection.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const settings = error instanceof ConfigurationError || error instanceof KeyFault;
    log.error(settings || error instanceof Unreachable ? error.message : { err: error });
    process.exit(settings ? 2 : 5);
  },
);
