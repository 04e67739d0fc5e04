/**
 * Our flow and the plain workflow in turns, lap by lap, each on its own ground: what else the machine does falls on both. One
 * lap after another would compare two moments of the machine.
 */
import { onGround, type GroundOptions } from '../ground.js';
import type { Options } from '../options.js';
import type { Tally } from '../simulator.js';
import { SETTINGS, tenantsFor } from './buyers.js';
import { flowsASecond, measureCell, warmUp, type Cell } from './cell.js';
import { quantile } from './lap.js';
import { countFaults } from './ledger.js';
import { ours, plain } from './sellers.js';

export interface Pair {
  ours: Cell;
  plain: Cell;
}

export interface Pairs {
  /** The plain workflow made the looks and acknowledgements of ours, too. */
  looks: boolean;
  pairs: Pair[];
  faults: string[];
}

const CONCURRENCY = 50;
const PAIRS = 15;
const FLOWS = 200;
/** Until the JIT compiler is done with what a flow runs through; the first laps would be its. */
const WARM_UP = 400;

export function measurePairs(atMost: number, { keep, server, looks }: Pick<Options, 'keep' | 'server' | 'looks'>, tell: (line: string) => void): Promise<Pairs> {
  const order = { concurrency: CONCURRENCY, latencyMs: 0, flows: Math.min(FLOWS, atMost) };
  const tenants = tenantsFor(CONCURRENCY);
  const simulator = { parties: 0, members: PAIRS * order.flows + WARM_UP };
  const ground = (worker: GroundOptions['worker']): GroundOptions => ({ simulator, settings: SETTINGS, keep, tenants, server, looks, worker });
  return onGround(ground('worker'), (own) =>
    onGround(ground('plain-worker'), async (other) => {
      const sellers = { ours: ours(own), plain: plain(other.client) };
      const grounds = { ours: own, plain: other };
      const systems = ['ours', 'plain'] as const;
      for (const system of systems) await warmUp(grounds[system], sellers[system], tenants, atMost, WARM_UP);
      const pairs: Pair[] = [];
      for (let n = 0; n < PAIRS; n += 1) {
        const cells: Partial<Pair> = {};
        // Who comes first changes.
        for (const system of n % 2 === 0 ? systems : [...systems].reverse()) cells[system] = await measureCell(grounds[system], sellers[system], tenants, order);
        pairs.push(cells as Pair);
        tell(`  flows/s by those of the plain workflow ${speed(cells as Pair).toFixed(2)}, CPU ${cost(cells as Pair).toFixed(2)}`);
      }
      const faults = await Promise.all(systems.map(async (system) => [...countFaults(await grounds[system].sim.ask<Tally>('tally'), sellers[system].sold), ...(await sellers[system].faults())]));
      return { looks, pairs, faults: faults.flat() };
    }),
  );
}

/** Flows a second by those of the plain workflow. */
export const speed = (pair: Pair): number => flowsASecond(pair.ours) / flowsASecond(pair.plain);

const cpuOf = ({ cpu: { worker, server } }: Cell): number => worker + server;

/** CPU of a flow, worker and server, by that of the plain workflow. */
export const cost = (pair: Pair): number => cpuOf(pair.ours) / cpuOf(pair.plain);

export const median = (pairs: Pair[], of: (pair: Pair) => number): number => quantile(pairs.map(of), 0.5);
