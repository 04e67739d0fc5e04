/** The examples against a real Temporal, a worker and the simulator: what they say, and what the ledger holds afterwards. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { businessKey } from '../../workflows/contracts/keys.js';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { allFindings } from '../simulator/index.js';
import { commandOf, folderOf, hasGo, say, WAYS, type Said, type Way } from './ways.js';

// Each act is a program of its own, which a busy machine starts slowly.
jest.setTimeout(180_000);

let bench: Bench;
let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duesflow-go-'));
  program = join(folder, 'purchase-subscription');
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
  if (!hasGo) return;
  const built = await say(['go', 'build', '-o', program, '.'], {}, folderOf('go'));
  if (built.code !== 0) throw new Error(`the Go example does not build: ${built.err}`);
}, 600_000);
afterAll(async () => {
  await bench.close();
  await rm(folder, { recursive: true, force: true });
});

const sale = (partyId: string) => ({ tenant: bench.tenant.name, partyId, itemId: 'JOUR', beginDate: '2026-01-01', payment: cash });
const idOf = (partyId: string) => businessKey('purchaseSubscription', sale(partyId));

/** The same act by one of the ways. */
const sell = (way: Way, partyId: string): Promise<Said> => {
  const env = {
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'],
    TEMPORAL_HTTP: process.env['TEST_TEMPORAL_HTTP'],
    DUESFLOW_TASK_QUEUE: bench.taskQueue,
  };
  return say([...commandOf(way, program), partyId, 'JOUR', '2026-01-01', bench.tenant.name], env);
};

const buyers: string[] = [];
const newBuyer = () => {
  const { partyId } = bench.sim.world.addParty({ customerType: 'M' });
  buyers.push(partyId);
  return partyId;
};
const effects = (partyId: string, kind: string) => bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === kind && entry.user === 'duesflow');

/** One invoice, one payment. Answers with the invoice's id. */
async function once(partyId: string): Promise<string> {
  await bench.sim.idle();
  const [invoice, ...more] = bench.sim.world.invoicesOf(partyId);
  expect(more).toEqual([]);
  expect(effects(partyId, 'payment.applied')).toHaveLength(1);
  return invoice!.invoiceId;
}

test.each(WAYS)('%s starts a flow under its business key, waits, and tells verdict and invoice', async (way) => {
  const partyId = newBuyer();
  const said = await sell(way, partyId);
  const invoiceId = await once(partyId);
  expect(said).toMatchObject({ code: 0, out: `verdict   completed\ninvoice   ${invoiceId}\n` });
  const { searchAttributes } = await bench.client.workflow.getHandle(idOf(partyId)).describe();
  expect(searchAttributes).toMatchObject({ Tenant: [bench.tenant.name], PartyId: [partyId] });
});

test('all at once, and again when it has ended: one flow, one invoice, one payment, one answer', async () => {
  const partyId = newBuyer();
  const together = await Promise.all(WAYS.map((way) => sell(way, partyId)));
  const writes = bench.sim.ledger.length;
  const later = await Promise.all(WAYS.map((way) => sell(way, partyId)));
  expect(bench.sim.ledger.length).toBe(writes);
  const invoiceId = await once(partyId);
  for (const said of [...together, ...later]) expect(said).toMatchObject({ code: 0, out: `verdict   completed\ninvoice   ${invoiceId}\n` });
});

test.each(WAYS)('%s says of a parked flow who decides, and joins it afterwards', async (way) => {
  const partyId = newBuyer();
  bench.sim.faults.add({ method: 'POST', path: '/api/Subscription', times: 1 }, { kind: '403' });
  const waiting = await sell(way, partyId);
  expect(waiting).toMatchObject({ code: 4, out: expect.stringContaining('parked    at "create subscription": ') });
  expect(waiting.out).toContain(`duesflow repair ${idOf(partyId)} VERB --by NAME --why REASON (retry, `);
  await bench.decide(idOf(partyId), 'retry', {});
  const said = await sell(way, partyId);
  expect(said).toMatchObject({ code: 0, out: `verdict   completed\ninvoice   ${await once(partyId)}\n` });
});

test.each(WAYS)('%s tells the cause of another verdict', async (way) => {
  const partyId = newBuyer();
  bench.sim.faults.add({ method: 'POST', path: '/api/Subscription', times: 1 }, { kind: 'validation-400', message: 'The product is closed.' });
  const said = await sell(way, partyId);
  expect(said.out).toMatch(/^verdict {3}rejected\ninvoice {3}none\ncause {5}.*The product is closed\.\n$/);
  expect(said.code).toBe(3);
  expect(bench.sim.world.invoicesOf(partyId)).toEqual([]);
});

test('the records hold what the reports of all these flows say, and nothing else', async () => {
  const cases = await Promise.all(buyers.map(async (partyId) => ({ report: await bench.report(idOf(partyId)), input: sale(partyId) })));
  expect(allFindings(await bench.sim.judge(cases))).toEqual([]);
});

if (hasGo)
  test('Go makes the keys of the vectors, and is vetted', async () => {
    expect(await say(['go', 'test', './...'], {}, folderOf('go'))).toMatchObject({ code: 0, out: expect.stringMatching(/^ok/) });
  }, 300_000);
