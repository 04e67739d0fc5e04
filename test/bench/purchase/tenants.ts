/** Many tenants of one call at a time: how much of what their APIs allow do the flows use? */
import { onGround } from '../ground.js';
import type { Options } from '../options.js';
import type { Stretch, Tally } from '../simulator.js';
import { buyer, SETTINGS, tenantNames } from './buyers.js';
import { warmUp } from './cell.js';
import { countFaults } from './ledger.js';
import { unlessParked } from './parked.js';
import { ours } from './sellers.js';

export interface Utilisation {
  tenants: number;
  latencyMs: number;
  seconds: number;
  callsASecond: number;
  /** Share of what the APIs allow: a call after the other, each of the latency alone. */
  used: number;
  /** Cores that were at work. */
  cores: { worker: number; server: number };
  faults: string[];
}

/** Open flows of a tenant: another is ready whenever one is between two steps. */
const OPEN = 3;
const SECONDS = 20;
/** Until each loop is at another place of its flow. */
const RUN_IN_SECONDS = 4;

export function measureTenants(count: number, latencyMs: number, { keep, server }: Pick<Options, 'keep' | 'server'>, seconds = SECONDS): Promise<Utilisation> {
  const tenants = tenantNames(count);
  // As many as could be sold if a flow made one call.
  const members = Math.ceil((count * (RUN_IN_SECONDS + seconds + 10) * 1000) / latencyMs) + 200;
  return onGround({ simulator: { parties: 0, members }, settings: SETTINGS, keep, server, tenants }, async (ground) => {
    const seller = ours(ground);
    await warmUp(ground, seller, tenants, count);
    await ground.sim.ask('latency', latencyMs);
    const from = Date.now() + RUN_IN_SECONDS * 1000;
    const stretch: Stretch = { from, to: from + seconds * 1000 };
    let next = seller.sold;
    const loop = async (_: unknown, number: number): Promise<void> => {
      while (Date.now() < stretch.to) await seller.sell(tenants[number % count]!, buyer(next++));
    };
    const cores = coresOf(ground, stretch);
    await unlessParked(ground.client, Promise.all(Array.from({ length: count * OPEN }, loop)));
    const calls = await ground.sim.ask<number>('callsWithin', stretch);
    const callsASecond = calls / seconds;
    const faults = [...countFaults(await ground.sim.ask<Tally>('tally'), seller.sold), ...(await seller.faults())];
    return { tenants: count, latencyMs, seconds, callsASecond, used: (callsASecond * latencyMs) / 1000 / count, cores: await cores, faults };
  });
}

/** Of the stretch alone. */
async function coresOf({ cpu }: { cpu(): Utilisation['cores'] }, { from, to }: Stretch): Promise<Utilisation['cores']> {
  await until(from);
  const before = cpu();
  await until(to);
  const after = cpu();
  const share = (name: 'worker' | 'server'): number => ((after[name] - before[name]) * 1000) / (to - from);
  return { worker: share('worker'), server: share('server') };
}

const until = (at: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, at - Date.now()));
