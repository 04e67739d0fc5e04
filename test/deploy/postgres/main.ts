/**
 * `npm run postgres`: docker-compose.yml without containers. PostgreSQL, the Temporal server of that version and the worker
 * run by its words and settings; the demonstration is played on them, and the server is killed in the middle of a flow.
 * Exit codes: 0 all as it should be, 2 PostgreSQL or Go is not there, 3 something is not as it should be.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../../client/connect.js';
import { EXIT, Problem } from '../../../client/problem.js';
import { signalCode, untilSignal } from '../../../client/cli/signals.js';
import { ensureTemporal } from '../../../client/temporal/ensure.js';
import { freePort } from '../../../client/temporal/ports.js';
import { readCompose, tagOf } from '../compose.js';
import { machine, machineText } from '../../bench/machine.js';
import { buildApp } from './app.js';
import { buildServer } from './build.js';
import { findPostgres } from './cluster.js';
import { eventually } from './eventually.js';
import { playKilledServer } from './killed-server.js';
import { isHealthy, start, type Ground } from './services.js';
import { startStack, type Stack } from './stack.js';

const say = (line: string): void => console.log(line);
const compose = readCompose();

async function run(folder: string, ending: (() => Promise<unknown>)[]): Promise<number> {
  say(machineText(machine()));
  const version = tagOf(compose.services['temporal']!);
  const postgres = await findPostgres();
  const build = await buildServer(version, folder, say);
  const temporal = await ensureTemporal({ log: say });
  const app = join(folder, 'app');
  await buildApp(app);
  say(`Temporal server ${version}, built from its module; Duesflow, built as in the image`);

  const stack = await startStack({ compose, build, postgres, temporal, folder, ending, say });
  say(`PostgreSQL ${stack.cluster.version} (the Compose file: ${tagOf(compose.services['postgres']!)}), Temporal ${stack.address}\n`);
  // Of this process and of the demonstration: the same as of the worker.
  for (const name of Object.keys(process.env)) if (/^(TEMPORAL|DUESFLOW|IMIS|YM)_/.test(name)) delete process.env[name];
  process.env['DUESFLOW_ENCRYPTION_KEYS_FILE'] = join(folder, 'secrets/encryption_keys');

  const began = Date.now();
  const demo = spawn(process.execPath, ['dist/client/cli/main.js', 'demo', '--address', stack.address], { cwd: app, stdio: ['ignore', 'inherit', 'inherit'] });
  ending.push(async () => demo.kill('SIGTERM'));
  const [code] = (await once(demo, 'close')) as [number | null];
  await tellFlows(stack, 'The demonstration', began);

  const wrong = [...(code === 0 ? [] : [`the demonstration ended with code ${code}`]), ...(await killedServer(stack, app, folder, ending))];
  for (const sentence of wrong) say(`NOT AS EXPECTED: ${sentence}`);
  say(wrong.length === 0 ? 'All as it should be.' : `${wrong.length} not as expected`);
  return wrong.length === 0 ? EXIT.completed : EXIT.otherVerdict;
}

async function killedServer(stack: Stack, app: string, folder: string, ending: (() => Promise<unknown>)[]): Promise<string[]> {
  say('The worker of the Compose file; the Temporal server is killed and started again');
  const began = Date.now();
  const [worker, simulator] = [compose.services['worker']!, compose.services['simulator']!];
  const [simulatorPort, metricsPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${simulatorPort}`;
  const ofSimulator: Ground = { cwd: app, places: { 8480: String(simulatorPort) } };
  const ofWorker: Ground = {
    cwd: app,
    places: {
      ...stack.places,
      '/home/node/data': join(folder, 'data'),
      '0.0.0.0:9464': `127.0.0.1:${metricsPort}`,
      '127.0.0.1:9464': `127.0.0.1:${metricsPort}`,
    },
    // What stands in .env.
    env: { IMIS_BASE_URL: url, IMIS_USERNAME: 'duesflow', IMIS_SETTLE_SECONDS: '5', IMIS_TIMEOUT_SECONDS: '3', IMIS_READ_TIMEOUT_SECONDS: '3', IMIS_HEARTBEAT_SECONDS: '2' },
  };
  for (const [name, service, ground] of [['simulator', simulator, ofSimulator], ['worker', worker, ofWorker]] as const) {
    const child = await start(name, service, ground, join(folder, `${name}.log`));
    ending.push(() => child.stop());
    await eventually(() => isHealthy(service, ground), 120_000, child.checkAlive);
    say(`  ${name}: its health check passes`);
  }
  const client = await connect({ address: stack.address });
  ending.push(() => client.connection.close());
  const wrong = await playKilledServer({ client, url, kill: stack.kill, startAgain: stack.startAgain, say });
  await tellFlows(stack, 'With the killed server', began);
  return wrong;
}

/** As the tables of PostgreSQL have it: what is not in them is not told. */
async function tellFlows({ cluster }: Stack, what: string, began: number): Promise<void> {
  const [flows, events] = await cluster.row('temporal_visibility', 'select count(*), sum(history_length) from executions_visibility');
  const [size] = await cluster.row('temporal', "select pg_size_pretty(pg_database_size('temporal'))");
  say(`${what}: ${Math.round((Date.now() - began) / 1000)} s; in PostgreSQL ${flows} workflows with ${events} history events, ${size}\n`);
}

const folder = await mkdtemp(join(tmpdir(), 'duesflow-deploy-'));
const ending: (() => Promise<unknown>)[] = [];
const interrupted = untilSignal();
try {
  const end = await Promise.race([run(folder, ending), interrupted]);
  process.exitCode = typeof end === 'number' ? end : signalCode(end);
} catch (error) {
  console.error(error instanceof Problem ? `${error.message}\n${error.cure}` : error);
  process.exitCode = error instanceof Problem ? error.exitCode : EXIT.otherVerdict;
} finally {
  for (const end of ending.reverse()) await end();
  await rm(folder, { recursive: true, force: true });
}
process.exit();
