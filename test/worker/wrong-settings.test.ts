/** A worker that is set up wrongly ends at once, with one line that names the setting and its cure, and shows no secret. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { openConnection } from '../../client/connection.js';
import { freePort } from '../../client/temporal/ports.js';
import { address, eventually } from '../client/support.js';
import { startWorkerProcess } from './worker-process.js';

const bare = `bare-${randomUUID()}`;
let folder: string;
let connection: Connection;
let nowhere: string;
let silent: Server;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duesflow-wrong-'));
  await writeFile(join(folder, 'file'), '');
  await mkdir(join(folder, 'locked'));
  await chmod(join(folder, 'locked'), 0o500);
  nowhere = `127.0.0.1:${await freePort()}`;
  silent = createServer().listen(0, '127.0.0.1');
  connection = await openConnection({ address: address() });
  await connection.workflowService.registerNamespace({ namespace: bare, workflowExecutionRetentionPeriod: msToTs('1 day') });
  await eventually(() => connection.workflowService.describeNamespace({ namespace: bare }).then(() => true, () => false), Boolean);
}, 120_000);
afterAll(async () => {
  silent.close();
  await connection.close();
  await rm(folder, { recursive: true, force: true });
});

const SECRET = 's3cret-9';
const account = () => ({ IMIS_BASE_URL: 'https://members.example.org', IMIS_USERNAME: 'api', IMIS_PASSWORD: SECRET, TEMPORAL_ADDRESS: address() });
const file = async (content: unknown): Promise<{ DUESFLOW_CONFIG: string }> => {
  const path = join(folder, `${randomUUID()}.json`);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return { DUESFLOW_CONFIG: path };
};
const entry = { name: 'north', imis: { baseUrl: 'https://north.example.org', usernameVariable: 'API_USER', passwordVariable: 'API_PASSWORD' } };
const login = { API_USER: 'api', API_PASSWORD: SECRET };
const key = Buffer.alloc(16, 7).toString('base64');

type Settings = () => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>;
/** What is wrong, the settings beside a whole account, exit code, and what the line must name. */
const faults: [string, Settings, 2 | 5, RegExp][] = [
  ['no account', () => ({ IMIS_BASE_URL: '', IMIS_USERNAME: '', IMIS_PASSWORD: '' }), 2, /IMIS_BASE_URL: must be an address such as .*IMIS_PASSWORD: is missing/],
  ['no password', () => ({ IMIS_PASSWORD: '' }), 2, /IMIS_PASSWORD: is missing/],
  ['a number that is none', () => ({ IMIS_SETTLE_SECONDS: 'soon' }), 2, /IMIS_SETTLE_SECONDS/],
  ['time-outs that do not agree', () => ({ IMIS_READ_TIMEOUT_SECONDS: '90' }), 2, /IMIS_READ_TIMEOUT_SECONDS: is too long/],
  ['no such file of tenants', () => ({ DUESFLOW_CONFIG: join(folder, 'none.json') }), 2, /none\.json: cannot be read \(ENOENT\): DUESFLOW_CONFIG must name/],
  ['a file of tenants that is not JSON', async () => await file(`{ "password": ${SECRET}`), 2, /\.json: is not JSON/],
  ['a member of it that is not known', async () => ({ ...(await file({ tenants: [{ ...entry, colour: 'red' }] })), ...login }), 2, /"north": colour: is not known/],
  ['a password in it', async () => ({ ...(await file({ tenants: [{ ...entry, imis: { ...entry.imis, password: SECRET } }] })), ...login }), 2, /imis\.password: a secret does not belong into this file/],
  ['a variable that is not set', async () => ({ ...(await file({ tenants: [entry] })), API_USER: 'api' }), 2, /the variable API_PASSWORD is not set: set it/],
  ['two tenants of one name', async () => ({ ...(await file({ tenants: [entry, entry] })), ...login }), 2, /"north": is there twice: give each its own name/],
  ['an encryption key of a wrong length', () => ({ DUESFLOW_ENCRYPTION_KEYS: `k1:${key}` }), 2, /DUESFLOW_ENCRYPTION_KEYS/],
  ['an encryption key without a name', () => ({ DUESFLOW_ENCRYPTION_KEYS: SECRET }), 2, /DUESFLOW_ENCRYPTION_KEYS/],
  ['no such file of keys', () => ({ DUESFLOW_ENCRYPTION_KEYS_FILE: join(folder, 'no-keys') }), 2, /DUESFLOW_ENCRYPTION_KEYS_FILE/],
  ['a data folder that is a file', () => ({ DUESFLOW_DATA: join(folder, 'file') }), 2, /DUESFLOW_DATA: .*cannot be written \(\w+\): name a folder/],
  ['a log level that is none', () => ({ LOG_LEVEL: 'loud' }), 2, /LOG_LEVEL: must be one of/],
  ['a build id that Temporal refuses', () => ({ DUESFLOW_BUILD_ID: 'a b' }), 2, /DUESFLOW_BUILD_ID: must be/],
  ['metrics on no address', () => ({ DUESFLOW_METRICS_ADDRESS: 'here' }), 2, /DUESFLOW_METRICS_ADDRESS/],
  ['no such file of Temporal settings', () => ({ TEMPORAL_CONFIG_FILE: join(folder, 'none.toml'), TEMPORAL_PROFILE: 'cloud' }), 2, /Temporal's configuration cannot be read: .*correct the TEMPORAL_ variables/],
  ['a Temporal that is not there', () => ({ TEMPORAL_ADDRESS: nowhere }), 5, /Temporal at 127\.0\.0\.1:\d+ does not answer.*check TEMPORAL_ADDRESS/],
  ['a Temporal that says nothing', () => ({ TEMPORAL_ADDRESS: `127.0.0.1:${(silent.address() as { port: number }).port}` }), 5, /does not answer.*check TEMPORAL_ADDRESS/],
  ['a namespace that is not there', () => ({ TEMPORAL_NAMESPACE: 'nowhere' }), 2, /TEMPORAL_NAMESPACE: Temporal has no namespace "nowhere": create it/],
  ['search attributes that are not there', () => ({ TEMPORAL_NAMESPACE: bare }), 2, /search attributes SagaState.* not registered.*doctor --fix/],
];
// Root may write everywhere.
if (process.getuid?.() !== 0) faults.push(['a data folder that is locked', () => ({ DUESFLOW_DATA: join(folder, 'locked') }), 2, /DUESFLOW_DATA: .*cannot be written \(EACCES\)/]);

test.each(faults)('%s', async (_, wrong, code, told) => {
  const begun = Date.now();
  const worker = startWorkerProcess(folder, { ...account(), DUESFLOW_DATA: join(folder, 'data'), ...(await wrong()) });
  const ended = await Promise.race([worker.ended, new Promise<string>((resolve) => setTimeout(resolve, 50_000, 'still running').unref())]);
  if (worker.running()) worker.signal('SIGKILL');
  expect(ended).toBe(code);
  expect(Date.now() - begun).toBeLessThan(45_000);
  const lines = worker.logs().split('\n').filter((line) => line.startsWith('{'));
  expect(lines).toHaveLength(1);
  const { msg, err } = JSON.parse(lines[0]!) as { msg?: string; err?: unknown };
  expect(msg).toMatch(told);
  expect(err).toBeUndefined();
  expect(worker.logs()).not.toContain(SECRET);
  expect(worker.logs()).not.toContain(key);
});
