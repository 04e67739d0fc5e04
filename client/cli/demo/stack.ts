/** Temporal, unless one is given, simulator and worker of the demonstration, on a folder of their own. */
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { connect } from '../../connect.js';
import { Problem, EXIT } from '../../problem.js';
import { startDevServer, type DevServer } from '../../temporal/dev-server.js';
import { ensureTemporal } from '../../temporal/ensure.js';
import { NAMESPACE } from '../../temporal/namespace.js';
import { startChild } from '../child.js';
import { note } from '../output.js';
import { startWorker } from '../stack.js';
import { MEMBERS } from './association.js';
import { writeTenants } from './tenants.js';

export interface DemoStack {
  server: Pick<DevServer, 'address' | 'uiUrl'>;
  client: Client;
  /** Address of the simulator. */
  url: string;
  /** Kills the worker with SIGKILL and starts another. */
  killWorker(): Promise<void>;
}

/**
 * Each part that has been started puts its end into `ending`, also when a later one does not start.
 * @param folder of the state, which goes with the demo.
 * @param files takes what stays: the list of tenants, plans and rows of the worker.
 * @param address of a Temporal that runs already, in place of an embedded one.
 * @throws {Problem} when that one has workflows.
 */
export async function startDemoStack(
  folder: string,
  files: string,
  ending: (() => Promise<unknown>)[],
  address?: string,
): Promise<DemoStack> {
  const server = address === undefined ? await embedded(folder, ending) : { address };
  const client = await connect({ address: server.address });
  ending.push(() => client.connection.close());
  await checkEmpty(client, server.address);
  const simulator = await startChild({
    name: 'simulator',
    module: 'test/simulator/main',
    parameters: ['--invoices', 'persisted', '--members', String(MEMBERS.count)],
    logFile: join(folder, 'simulator.log'),
    ready: /(https?:\/\/\S+)/,
    readyWithinMs: 30_000,
  });
  ending.push(() => simulator.stop(2000));
  const url = simulator.said[1]!;
  // A worker of `dev` may listen for Prometheus there.
  const metrics = { DUESFLOW_METRICS_ADDRESS: '' };
  const settings = { ...(await writeTenants(join(files, 'tenants.json'), url)), ...metrics, DUESFLOW_DATA: join(files, 'data') };
  const start = () => startWorker(folder, server.address, settings);
  let worker = await start();
  // Everything has been waited for; after an interruption nobody needs its work any more.
  ending.push(() => worker.stop(2000));
  const killWorker = async () => {
    process.kill(worker.pid, 'SIGKILL');
    await worker.ended;
    worker = await start();
  };
  return { server, client, url, killWorker };
}

async function embedded(stateDir: string, ending: (() => Promise<unknown>)[]): Promise<DevServer> {
  const server = await startDevServer({ path: await ensureTemporal({ log: note }), stateDir, log: note });
  ending.push(() => server.stop());
  return server;
}

/** Its worker would take the flows of others who use this task queue, to a simulator. */
async function checkEmpty({ connection, options }: Client, address: string): Promise<void> {
  const cure = 'Leave --address out: then it runs a Temporal of its own.';
  if (options.namespace !== NAMESPACE) throw new Problem(`The demonstration plays in the namespace "${NAMESPACE}" alone.`, cure, EXIT.usage);
  const { count } = await connection.workflowService.countWorkflowExecutions({ namespace: NAMESPACE });
  if (Number(count) > 0) throw new Problem(`Temporal at ${address} has ${count} workflows, and the demonstration plays on an empty namespace.`, cure, EXIT.usage);
}
