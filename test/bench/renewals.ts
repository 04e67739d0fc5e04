/** A run of renewals member by member, against a plain loop that makes the same calls. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { businessKey } from '../../workflows/contracts/keys.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import { FIRST_MEMBER, dataLines } from './dues-file.js';
import { onGround, TASK_QUEUE, type Ground } from './ground.js';
import { historiesOf, total, type Histories } from './histories.js';
import type { Memory } from './memory.js';
import type { Options } from './options.js';
import { plainLoop, type PlainFigures, type Script } from './plain-loop.js';
import { reportOf } from './report-of.js';
import type { Recorded, Tally } from './simulator.js';

export interface RenewalFigures {
  parties: number;
  latencyMs: number;
  concurrency: number;
  window: number;
  verdict: string;
  /** Of the window alone: without the reading of the list. */
  seconds: number;
  plain: PlainFigures;
  calls: Record<string, number>;
  histories: Record<string, Histories>;
  sum: Histories;
  worker: Memory;
  server: { rssPeak: number; database: number };
  /** Must each equal the parties. */
  resultLines: number;
  billed: number;
}

const year = new Date().getUTCFullYear();

export async function measureRenewals(parties: number, latencyMs: number, options: Options): Promise<RenewalFigures> {
  const { keep, server } = options;
  const concurrency = options.concurrency[0]!;
  // Two more than are measured: one warms the worker up, the calls of the other are taken down.
  const simulator = { parties: 0, members: parties + 2, ledger: 'counts', switches: { latencyMs } } as const;
  const settings = { IMIS_CONCURRENCY: String(concurrency), IMIS_POLL_SECONDS: '0.2' };
  const { script, ...figures } = await onGround({ simulator, settings, keep, server }, (ground) => measure(ground, parties, options));
  const plain = await plainLoop({ simulator, parties, concurrency, script });
  return { ...figures, parties, latencyMs, concurrency, window: options.window, plain };
}

async function measure(ground: Ground, parties: number, { window, pay }: Options) {
  const { client, folder, sim, worker } = ground;
  const payment = { methodId: 'CASH', type: 'Cash' } as const;
  const renewal = { billingCycleId: 'Regular Membership Fees', effectiveDate: `${year}-01-01`, ...(pay && { payment }) };
  await renewOne(ground, { ...renewal, partyId: String(FIRST_MEMBER + parties) });
  const script = await callsOf(ground, { ...renewal, partyId: String(FIRST_MEMBER + parties + 1) });
  const before = await sim.ask<Tally>('tally');

  const partyFile = join(folder, 'parties.csv');
  await writeFile(partyFile, ['PartyId', ...Array.from({ length: parties }, (_, n) => FIRST_MEMBER + n), ''].join('\n'));
  const input: InputOf<'runRenewals'> = { ...renewal, mode: 'individual', partyFile, window };
  const handle = await client.workflow.start('runRenewals', { workflowId: 'bench-renewals', taskQueue: TASK_QUEUE, args: [input] });
  const report = await reportOf(handle);
  const step = report.steps.find(({ name }) => name === 'renew members');
  const { calls: after, effects, defects } = await sim.ask<Tally>('tally');
  if (defects > 0) throw new Error(`the simulator is broken: ${defects} defects`);
  const histories = await historiesOf(client, { renewMember: parties + 2, slidingWindow: 1 });
  return {
    script,
    verdict: String(report.verdict),
    seconds: (Date.parse(step?.endedAt ?? '') - Date.parse(step?.startedAt ?? '')) / 1000,
    calls: Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - (before.calls[name] ?? 0)])),
    histories,
    sum: total(histories),
    worker: await worker.ask<Memory>('memory'),
    server: await ground.server(),
    resultLines: await dataLines(String(report.result['resultsFile'])),
    billed: (effects['renewal.billed'] ?? 0) - 2,
  };
}

/** The calls that the renewal of one party makes. */
async function callsOf(ground: Ground, input: InputOf<'renewMember'>): Promise<Script> {
  await ground.sim.ask('record');
  await renewOne(ground, input);
  return { partyId: input.partyId, calls: await ground.sim.ask<Recorded[]>('recorded') };
}

async function renewOne({ client }: Ground, input: InputOf<'renewMember'>): Promise<void> {
  const workflowId = businessKey('renewMember', input);
  const { verdict } = await reportOf(await client.workflow.start('renewMember', { workflowId, taskQueue: TASK_QUEUE, args: [input] }));
  if (verdict !== 'completed') throw new Error(`the renewal of party ${input.partyId} ended as ${verdict}`);
}
