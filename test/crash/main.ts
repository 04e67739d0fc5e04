/** `npm run crash`: the crash matrix of a flow. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { startDevServer } from '../../client/temporal/dev-server.js';
import { ensureTemporal } from '../../client/temporal/ensure.js';
import { faultCases } from './cases.js';
import { closeLane, sharedLanes } from './lane.js';
import { overLanes } from './pool.js';
import { ROOT } from './processes.js';
import { hasFailed } from './result.js';
import { callsOfScript, runCase } from './run-case.js';
import { SCRIPTS } from './scripts.js';

const scratch = mkdtempSync(join(tmpdir(), 'duesflow-crash-'));
const path = await ensureTemporal({ log: (line) => console.error(line) });
const server = await startDevServer({ path, ui: false });
const client = new Client({ connection: await Connection.connect({ address: server.address }) });
const t0 = Date.now();
const lanes = await sharedLanes(
  { address: server.address, client, launcher: { root: ROOT, scratch } },
  Number(process.env['LANES'] ?? 1),
);
console.log('ready', Date.now() - t0);
const script = SCRIPTS.find(({ name }) => name === (process.env['SCRIPT'] ?? 'paid-legacy-empty'))!;
const calls = await callsOfScript(lanes[0]!, script);
console.log(calls.map(({ k, method, entity }) => `${k} ${method} ${entity}`).join('\n'));
const cases = faultCases([script], () => calls).filter((one) => one.id.match(process.env['CASE'] ?? '500-after'));
await overLanes(lanes, cases, async (lane, one) => {
  const { report, ...result } = await runCase(lane, one);
  console.log(hasFailed(result) ? 'FAIL' : 'ok', JSON.stringify(result));
  if (hasFailed(result)) console.log(JSON.stringify(report));
});
console.log('took', Date.now() - t0);
await closeLane(lanes[0]!);
await server.stop();
rmSync(scratch, { recursive: true, force: true });
process.exit(0);
