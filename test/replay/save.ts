/**
 * `npm run histories`: plays flows against the simulator and saves their histories for the replay test; with names, only
 * those (`npm run histories -- reverse-payment`). Old ones are kept: running flows of earlier versions look like them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { startDevServer } from '../../client/temporal/dev-server.js';
import { ensureTemporal } from '../../client/temporal/ensure.js';
import { windowId } from '../../workflows/contracts/names.js';
import { auditsOf } from '../flows/audit-world.js';
import { packageFlow, readyFile, row } from '../flows/import-rows.js';
import { cash, openBench } from '../setup/bench.js';
import { playLaterFlows } from './later-flows.js';
import { playSealed } from './sealed.js';
import { playToldLate } from './told-late.js';

const folder = new URL('./histories/', import.meta.url);
mkdirSync(folder, { recursive: true });
const server = await startDevServer({ path: await ensureTemporal(), ui: false });
process.env['TEST_TEMPORAL_ADDRESS'] = server.address;
const bench = await openBench({ simulator: { switches: { invoices: 'persisted' } }, tenant: { patienceMs: 1500 } });
const newMember = () => bench.sim.world.addParty({ customerType: 'M' }).partyId;
const enrol = (partyId: string) => ({ partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
const fault = (method: string, path: string, partyId: string, kind: '403' | 'validation-400' | '501') =>
  bench.sim.faults.add({ method, path, contains: partyId }, { kind });

const wanted = process.argv.slice(2);

async function save(name: string, workflowId: string, { client } = bench): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  writeFileSync(new URL(`${name}.json`, folder), `${impersonal(historyToJSON(history))}\n`);
}

/** Which machine and which folders it ran in is nobody's business. */
function impersonal(json: string): string {
  return json.replace(/"\d+@[^"]*"/g, '"worker"').replace(/("stackTrace": ")(?:[^"\\]|\\.)*"/g, '$1"');
}

await save('enrol-member-completed', (await bench.run('enrolMember', enrol(newMember()))).workflowId);

const refused = newMember();
fault('POST', '/api/ComboOrder', refused, 'validation-400');
await save('enrol-member-compensated', (await bench.run('enrolMember', enrol(refused))).workflowId);

const repaired = newMember();
fault('POST', '/api/GroupMember', repaired, '403');
const parked = await bench.start('enrolMember', enrol(repaired));
await bench.parked(parked.workflowId);
await bench.decide(parked.workflowId, 'retry', {});
await parked.ended;
await save('enrol-member-repaired', parked.workflowId);

const stuck = newMember();
fault('POST', '/api/ComboOrder', stuck, 'validation-400');
fault('DELETE', '/api/GroupMember', stuck, '501');
const skipped = await bench.start('enrolMember', enrol(stuck));
await bench.parked(skipped.workflowId);
await bench.decide(skipped.workflowId, 'skip', {});
await skipped.ended;
await save('enrol-member-partly-compensated', skipped.workflowId);

await save('purchase-subscription-open', (await bench.run('purchaseSubscription', { partyId: newMember(), itemId: 'JOUR', beginDate: '2026-01-01' })).workflowId);

const debtor = newMember();
bench.sim.staff.addSubscription({ partyId: debtor, itemId: 'REG', beginDate: '2026-01-01' });
await save('pay-invoice-all-open', (await bench.run('payInvoice', { partyId: debtor, allOpen: true, payment: cash })).workflowId);

const mover = newMember();
bench.sim.world.addGroupMember(mover, 'CHAPT/EAST', '2019-03-01');
await save('change-chapter-transfer', (await bench.run('changeChapter', { partyId: mover, from: 'EAST', to: 'WEST' })).workflowId);

const [renewed, declined, ...others] = bench.sim.world.addMembers(6) as [string, string, ...string[]];
const period = { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01' };
bench.sim.switches.postSingleRenewals = 'required';
await save('renew-member-paid', (await bench.run('renewMember', { ...period, partyId: renewed, payment: cash })).workflowId);

fault('POST', '/api/ComboOrder', declined, 'validation-400');
const run = await bench.start('runRenewals', { ...period, mode: 'individual', approval: 'required', payment: cash });
await bench.parked(run.workflowId);
await bench.decide(run.workflowId, 'approve', {});
await run.ended;
await save('run-renewals-individual', run.workflowId);
await save('run-renewals-window', windowId(run.workflowId));
await save('renew-member-refused', `renewMember:${bench.tenant.name}:${declined}:REGULAR%20MEMBERSHIP%20FEES:2026-01-01`);

bench.sim.world.addMembers(3);
await save('run-renewals-bulk', (await bench.run('runRenewals', { ...period, mode: 'bulk', effectiveDate: '2027-01-01' })).workflowId);

const { input, jobId } = await readyFile(bench, [...others.map((id) => row(id, { billBegin: '2028-01-01', billThrough: '2028-12-31', paidThru: '2028-12-31' })), row('99999')]);
const imported = await bench.start('importDues', input);
await imported.ended;
await save('import-dues', imported.workflowId);
await save('import-window', windowId(imported.workflowId));
await save('import-package', packageFlow(bench, jobId, 1));

await playLaterFlows(bench, save);
await playToldLate(bench, save);

// Of what has been played until now.
const audit = await auditsOf(bench).audit();
await save('audit', audit.workflowId);

await playSealed(save);

await bench.close();
await server.stop();
