/** A worker as it runs in earnest, in a process of its own, on a real server: what the server has of it, and its logs. */
import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { connect, createDuesflow, type Duesflow } from '../../client/index.js';
import { freePort } from '../../client/temporal/ports.js';
import { nodeArguments } from '../../client/node-arguments.js';
import { converterOf } from '../../privacy/converter.js';
import { parseKeys } from '../../privacy/keys.js';
import { startSimulator, type Simulator } from '../simulator/index.js';
import { address, eventually } from '../client/support.js';
import { collect } from './collector.js';
import { SECRET } from './planted.js';
import { watch } from './watched-api.js';

export interface Kept {
  id: string;
  type: string;
  /** The run as visibility has it. */
  listed: object;
  described: object;
  events: object[];
}

export interface World {
  sim: Simulator;
  tenant: string;
  taskQueue: string;
  folder: string;
  /** Of callers with these keys. */
  as(keys: string): Promise<{ client: Client; duesflow: Duesflow }>;
  startWorker(keys: string): Promise<void>;
  killWorker(): Promise<void>;
  /** What all workers have written. */
  logs(): string;
  /** What all workers have shown to Prometheus: the killed ones before their end, the last one now. */
  metrics(): Promise<string>;
  /** What all workers have sent to a collector of traces. */
  traces(): string;
  tokens(): string[];
  /** Everything that the server keeps of our runs. */
  kept(): Promise<Kept[]>;
  close(): Promise<void>;
}

const module = fileURLToPath(new URL('../../worker/main', import.meta.url));

export async function openWorld(): Promise<World> {
  const sim = await startSimulator({ switches: { invoices: 'persisted' }, users: [{ name: SECRET.user, password: SECRET.password, role: 'staff' }] });
  const api = await watch(sim.url);
  const collector = await collect();
  const folder = await mkdtemp(join(tmpdir(), 'duesflow-privacy-'));
  const tenant = `t-${randomUUID().slice(0, 8)}`;
  const taskQueue = `q-${tenant}`;
  const config = join(folder, 'tenants.json');
  const limits = { settleSeconds: 3, timeoutSeconds: 2, readTimeoutSeconds: 2, heartbeatSeconds: 1, patienceSeconds: 20 };
  const imis = { baseUrl: api.url, usernameVariable: 'PLANTED_USERNAME', passwordVariable: 'PLANTED_PASSWORD', pollSeconds: 0.05 };
  const yourMembership = { baseUrl: api.url, clientId: 25363, apiKeyVariable: 'PLANTED_YM_KEY', apiPasswordVariable: 'PLANTED_YM_PASSWORD' };
  await writeFile(config, JSON.stringify({ tenants: [{ name: tenant, limits, imis, yourMembership }] }));

  let logs = '';
  let metricsAddress = '';
  let scraped = '';
  let child: ChildProcess | undefined;
  const clients: Client[] = [];
  const scrape = async () => {
    const answer = await fetch(`http://${metricsAddress}/metrics`);
    scraped += await answer.text();
  };
  const end = async (signal: NodeJS.Signals) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  const open = async (keys: string) => {
    const client = await connect({ address: address(), dataConverter: converterOf(keys ? parseKeys(keys, 'KEYS') : []) });
    clients.push(client);
    return { client, duesflow: createDuesflow({ client, taskQueue }) };
  };
  const { client: plain } = await open('');
  return {
    ...{ sim, tenant, taskQueue, folder, as: open },
    async startWorker(keys) {
      const { NODE_OPTIONS: _, ...env } = process.env;
      metricsAddress = `127.0.0.1:${await freePort()}`;
      const [command, ...parameters] = [process.execPath, ...nodeArguments(module, import.meta.url)];
      child = spawn(command, parameters, {
        cwd: folder,
        env: {
          ...env,
          ...{ TEMPORAL_ADDRESS: address(), DUESFLOW_CONFIG: config, DUESFLOW_TASK_QUEUE: taskQueue, DUESFLOW_DATA: join(folder, 'data'), LOG_LEVEL: 'trace', DUESFLOW_ENCRYPTION_KEYS: keys },
          ...{ DUESFLOW_METRICS_ADDRESS: metricsAddress, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '200' },
          ...{ PLANTED_USERNAME: SECRET.user, PLANTED_PASSWORD: SECRET.password, PLANTED_YM_KEY: SECRET.ymKey, PLANTED_YM_PASSWORD: SECRET.ymPassword },
        },
      });
      const before = logs.length;
      for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (data) => (logs += String(data)));
      await eventually(() => Promise.resolve(logs.slice(before)), (text) => {
        if (child!.exitCode !== null) throw new Error(`the worker did not start: ${text}`);
        return text.includes('worker ready');
      });
    },
    async killWorker() {
      await scrape();
      await end('SIGKILL');
    },
    logs: () => logs,
    async metrics() {
      await scrape();
      return scraped;
    },
    traces: () => collector.text(),
    tokens: () => [...api.tokens],
    async kept() {
      const { namespace } = plain.options;
      const { executions } = await plain.workflowService.listWorkflowExecutions({ namespace, query: `TaskQueue = '${taskQueue}'`, pageSize: 500 });
      return await Promise.all(
        executions.map(async (listed) => {
          const handle = plain.workflow.getHandle(listed.execution!.workflowId!, listed.execution!.runId!);
          const described = await plain.workflowService.describeWorkflowExecution({ namespace, execution: listed.execution! });
          return { id: handle.workflowId, type: listed.type!.name!, listed, described, events: (await handle.fetchHistory()).events ?? [] };
        }),
      );
    },
    async close() {
      await end('SIGTERM');
      await plain.workflow.getHandle(`slot:${tenant}`).terminate().catch(() => undefined);
      await Promise.all([...clients.map((one) => one.connection.close()), api.close(), collector.close(), sim.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
