/** From nothing to the first flow that has ended: the Temporal server, the worker, and the workflow bundle if it must be built. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBundle } from '../../../worker/bundle.js';
import { onGround } from '../ground.js';
import type { Options } from '../options.js';
import type { Tally } from '../simulator.js';
import { buyer, SETTINGS, tenantNames } from './buyers.js';
import { countFaults } from './ledger.js';
import { unlessParked } from './parked.js';
import { ours } from './sellers.js';

/** Seconds. */
export interface ColdStart {
  /** Was the bundle there, as `npm ci` builds it? */
  built: boolean;
  server: number;
  worker: number;
  /** Of a worker that is ready, the slot of the tenant not yet taken. */
  firstFlow: number;
  faults: string[];
}

export async function measureColdStart(built: boolean, { keep, server }: Pick<Options, 'keep' | 'server'>): Promise<ColdStart> {
  const folder = await mkdtemp(join(tmpdir(), 'duesflow-bench-'));
  const [tenant] = tenantNames(1) as [string];
  if (built) await loadBundle();
  const place = built ? {} : { bundlePath: join(folder, 'bundle.js') };
  try {
    return await onGround({ simulator: { parties: 0, members: 1 }, settings: SETTINGS, keep, server, tenants: [tenant], ...place }, async (ground) => {
      const seller = ours(ground);
      const begun = performance.now();
      await unlessParked(ground.client, seller.sell(tenant, buyer(0)));
      const firstFlow = (performance.now() - begun) / 1000;
      const faults = [...countFaults(await ground.sim.ask<Tally>('tally'), 1), ...(await seller.faults())];
      return { built, ...ground.took, firstFlow, faults };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
