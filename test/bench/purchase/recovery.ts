/** SIGKILL of the worker with flows in flight, another at once: when is each stalled step looked at, and when does it act? */
import proto from '@temporalio/proto';
import type { Client } from '@temporalio/client';
import { businessKey } from '../../../workflows/contracts/keys.js';
import { onGround } from '../ground.js';
import type { Options } from '../options.js';
import type { Recorded, Tally } from '../simulator.js';
import { buyer, purchaseOf, tenantNames } from './buyers.js';
import { warmUp } from './cell.js';
import { quantile, runLap } from './lap.js';
import { countFaults } from './ledger.js';
import { unlessParked } from './parked.js';
import { ours } from './sellers.js';

export interface Delays {
  count: number;
  /** Seconds since the new worker's process began. */
  p95: number;
  max: number;
}

export interface Recovery {
  flows: number;
  tenants: number;
  latencyMs: number;
  settleSeconds: number;
  /** Seconds until the new worker was ready. */
  ready: number;
  /** Next looks of the steps that were under way. */
  looks: Delays;
  /** Their next writes: of those whose write was not there already. */
  acts: Delays;
  /** Seconds until all flows had ended. */
  allEnded: number;
  faults: string[];
}

const TENANTS = 30;
const FLOWS = 60;
const LATENCY_MS = 200;
/** Short, so that it can be waited for; the shipped one is 300 s. */
const SETTLE_SECONDS = 10;
/** Of the flows have their subscription when the worker is killed: some are before, some at, some behind their payment. */
const UNDER_WAY = 1 / 3;

export function measureRecovery(atMost: number, { keep, server }: Pick<Options, 'keep' | 'server'>): Promise<Recovery> {
  const flows = Math.min(FLOWS, atMost);
  const tenants = tenantNames(Math.min(TENANTS, flows));
  const settings = { IMIS_SETTLE_SECONDS: String(SETTLE_SECONDS) };
  return onGround({ simulator: { parties: 0, members: flows + 200 }, settings, keep, server, tenants }, async (ground) => {
    const { client, sim } = ground;
    const seller = ours(ground);
    await warmUp(ground, seller, tenants, flows);
    await sim.ask('latency', LATENCY_MS);
    await sim.ask('record');
    const from = seller.sold;
    const wanted = from + flows * UNDER_WAY;
    const tenantOf = (loop: number): string => tenants[loop % tenants.length]!;
    const sold = unlessParked(client, runLap({ flows, concurrency: flows, from }, (n, loop) => seller.sell(tenantOf(loop), buyer(n))));
    sold.catch(() => undefined);
    while (((await sim.ask<Tally>('tally')).effects['subscription.created'] ?? 0) < wanted) await new Promise((resolve) => setTimeout(resolve, 20));
    await ground.killWorker();
    const parties = Array.from({ length: flows }, (_, n) => ({ partyId: buyer(from + n), tenant: tenantOf(n) }));
    const hired = ground.hireWorker().then((at) => ({ begun: at, ready: (Date.now() - at) / 1000 }));
    const [{ begun, ready }, stalled] = await Promise.all([hired, stalledOf(client, parties)]);
    await sold;
    const allEnded = (Date.now() - begun) / 1000;
    const calls = (await sim.ask<Recorded[]>('recorded')).filter(({ at }) => at >= begun);
    const first = (partyId: string, acts: boolean): number[] => {
      const call = calls.find((one) => isOf(one, partyId) && (!acts || one.method !== 'GET'));
      return call ? [(call.at - begun) / 1000] : [];
    };
    const faults = [...countFaults(await sim.ask<Tally>('tally'), seller.sold, 2), ...(await seller.faults())];
    return {
      flows,
      tenants: tenants.length,
      latencyMs: LATENCY_MS,
      settleSeconds: SETTLE_SECONDS,
      ready,
      looks: delaysOf(stalled.flatMap((partyId) => first(partyId, false))),
      acts: delaysOf(stalled.flatMap((partyId) => first(partyId, true))),
      allEnded,
      faults,
    };
  });
}

interface Sale {
  partyId: string;
  tenant: string;
}

/** Parties whose flow has an activity that the dead worker had begun: the server waits for its heartbeat yet. */
async function stalledOf(client: Client, sales: Sale[]): Promise<string[]> {
  const { PENDING_ACTIVITY_STATE_STARTED: started } = proto.temporal.api.enums.v1.PendingActivityState;
  const found = await Promise.all(
    sales.map(async ({ partyId, tenant }) => {
      const { raw } = await client.workflow.getHandle(businessKey('purchaseSubscription', purchaseOf(tenant, partyId))).describe();
      return raw.pendingActivities?.some(({ state }) => state === started) ? [partyId] : [];
    }),
  );
  return found.flat();
}

/** Address or body name the party; of a purchase the invoice's id does so, too. */
const isOf = ({ path, query, body }: Recorded, partyId: string): boolean => `${path} ${query} ${JSON.stringify(body)}`.includes(partyId);

const delaysOf = (seconds: number[]): Delays => ({ count: seconds.length, p95: quantile(seconds, 0.95), max: quantile(seconds, 1) });
