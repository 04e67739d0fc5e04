/** One cell of the matrix: so many flows at a time over an API of so many milliseconds, and what they took. */
import { TASK_QUEUE, type Ground } from '../ground.js';
import { historiesOf, type Histories } from '../histories.js';
import type { Tally } from '../simulator.js';
import { sum } from '../table.js';
import { buyer } from './buyers.js';
import { runLap, type Lap } from './lap.js';
import { unlessParked } from './parked.js';
import type { Seller } from './sellers.js';

export interface CellOrder {
  concurrency: number;
  latencyMs: number;
  flows: number;
}

export interface Cell extends CellOrder, Lap {
  tenants: number;
  /** CPU seconds of 1,000 flows. The script has no server. */
  cpu: { worker: number; server: number };
  /** History of a flow: events, and bytes. */
  events: number;
  bytes: number;
  calls: number;
  /** What the API itself was at work for a flow, in milliseconds. */
  apiMs: number;
}

/** Some seconds of work: with fewer flows the JIT compiler is what is measured. */
const WARM_UP = 100;

/** Flows that no figure counts: each tenant's slot is held after them, and its session open. */
export async function warmUp(ground: Ground, seller: Seller, tenants: string[], atMost: number, wanted = WARM_UP): Promise<void> {
  await ground.sim.ask('latency', 0);
  const flows = Math.max(tenants.length, Math.min(wanted, atMost));
  await unlessParked(ground.client, lap(seller, tenants, { flows, concurrency: tenants.length }));
}

const lap = (seller: Seller, tenants: string[], { flows, concurrency }: Pick<CellOrder, 'flows' | 'concurrency'>): Promise<Lap> =>
  runLap({ flows, concurrency, from: seller.sold }, (n, loop) => seller.sell(tenants[loop % tenants.length]!, buyer(n)));

export async function measureCell(ground: Ground, seller: Seller, tenants: string[], order: CellOrder): Promise<Cell> {
  await ground.sim.ask('latency', order.latencyMs);
  const before = await stand(ground, seller);
  const took = await unlessParked(ground.client, lap(seller, tenants, order));
  const cpu = ground.cpu();
  const after = await stand(ground, seller);
  const each = (of: (one: Stand) => number): number => (of(after) - of(before)) / order.flows;
  return {
    ...order,
    ...took,
    tenants: tenants.length,
    cpu: { worker: perThousand(cpu.worker - before.cpu.worker, order), server: perThousand(cpu.server - before.cpu.server, order) },
    events: each(({ histories }) => histories.events),
    bytes: each(({ histories }) => histories.bytes),
    calls: each(({ tally }) => sum(tally.calls)),
    apiMs: each(({ tally }) => tally.busyMs),
  };
}

export const flowsASecond = ({ flows, seconds }: Pick<Lap, 'flows' | 'seconds'>): number => flows / seconds;

export const perThousand = (value: number, { flows }: Pick<CellOrder, 'flows'>): number => (value * 1000) / flows;

interface Stand {
  cpu: ReturnType<Ground['cpu']>;
  tally: Tally;
  histories: Histories;
}

/** The CPU time is read last, so that a cell does not begin with what the reading costs. */
async function stand({ client, sim, cpu }: Ground, { type, sold }: Seller): Promise<Stand> {
  const histories = (await historiesOf(client, { [type]: sold }, `WorkflowType = '${type}' AND TaskQueue = '${TASK_QUEUE}'`))[type]!;
  const tally = await sim.ask<Tally>('tally');
  return { tally, histories, cpu: cpu() };
}
