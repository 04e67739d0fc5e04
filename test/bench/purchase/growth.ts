/** Does the worker's memory grow with the flows that have ended? */
import { onGround } from '../ground.js';
import type { Options } from '../options.js';
import type { Memory } from '../memory.js';
import type { Tally } from '../simulator.js';
import { buyer, SETTINGS, tenantsFor } from './buyers.js';
import { warmUp } from './cell.js';
import { runLap } from './lap.js';
import { countFaults } from './ledger.js';
import { unlessParked } from './parked.js';
import { ours } from './sellers.js';

/** At most so many flows are open. */
const OPEN = 400;

export interface Growth {
  finished: number;
  /** Of the stretch that ended here. */
  flowsASecond: number;
  worker: Memory;
  server: { rssPeak: number; database: number };
  faults: string[];
}

/** At each of these numbers of finished flows, in rising order. */
export function measureGrowth(marks: number[], { keep, server }: Pick<Options, 'keep' | 'server'>, tell: (line: string) => void): Promise<Growth[]> {
  const tenants = tenantsFor(OPEN);
  const last = Math.max(...marks);
  // Entries of the ledger and reports would fill the memory of simulator and bench; counts tell enough.
  const simulator = { parties: 0, members: last + tenants.length, ledger: 'counts' } as const;
  return onGround({ simulator, settings: SETTINGS, keep, server, tenants }, async (ground) => {
    const seller = ours(ground, false);
    await warmUp(ground, seller, tenants, tenants.length);
    const seen: Growth[] = [];
    for (const finished of [...marks].sort((a, b) => a - b)) {
      const order = { flows: Math.max(0, finished - seller.sold), concurrency: OPEN, from: seller.sold };
      const { flows, seconds } = await unlessParked(
        ground.client,
        runLap(order, (n, loop) => seller.sell(tenants[loop % tenants.length]!, buyer(n))),
      );
      const faults = countFaults(await ground.sim.ask<Tally>('tally'), seller.sold);
      seen.push({ finished: seller.sold, flowsASecond: flows / seconds, worker: await ground.worker.ask<Memory>('memory'), server: await ground.server(), faults });
      tell(`  ${seller.sold} flows`);
    }
    return seen;
  });
}
