/** The associations of a soak: each has a simulator of its own, whose ways are fixed, and the scripts that fit them. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Tenant } from '../../activities/tenants/tenant.js';
import type { AnyInput } from '../../workflows/contracts/inputs.js';
import { STOPPABLE, TENANT } from '../crash/lane.js';
import { SCRIPTS } from '../crash/scripts/index.js';
import type { Script } from '../crash/scripts/script.js';
import { testTenant, testYm } from '../setup/bench.js';
import { startSimulator, type Simulator, type Snapshot, type TenantSwitches } from '../simulator/index.js';

const WAYS: Partial<TenantSwitches>[] = [
  { invoices: 'legacy', postSingleRenewals: 'auto' },
  { invoices: 'persisted', postSingleRenewals: 'required' },
];

/** An effect may be 1.7 s late; a little more than the matrix has is left for a busy machine. */
const SETTLE_MS = 3500;

export interface Association {
  sim: Simulator;
  tenant: Tenant;
  scripts: Script[];
  /** For the files that a flow is given. */
  folder: string;
  /** When all records had been made. */
  before: Snapshot;
  /** Length of the ledger then. */
  mark: number;
}

export async function openAssociations(count: number, scratch: string, dataDir: string): Promise<Association[]> {
  return await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const ways = WAYS[n % WAYS.length]!;
      const scripts = await fitting(ways, join(scratch, `fitting-${n}`), dataDir);
      const sim = await startSimulator({ parties: 0, switches: ways });
      const tenant = testTenant(sim.url, { ...TENANT, ...STOPPABLE, settleMs: SETTLE_MS, ym: testYm(sim.url), name: `soak-${n + 1}` });
      const folder = join(scratch, tenant.name);
      mkdirSync(folder, { recursive: true });
      return { sim, tenant, scripts, folder, before: sim.snapshot(), mark: 0 };
    }),
  );
}

/** The scripts that do not change these ways. What the API does to every call of a kind would come to all flows: left out. */
async function fitting(ways: Partial<TenantSwitches>, folder: string, dataDir: string): Promise<Script[]> {
  mkdirSync(folder, { recursive: true });
  const sim = await startSimulator({ parties: 0, switches: ways });
  const found: Script[] = [];
  for (const script of SCRIPTS.filter(({ standing }) => !standing)) {
    const before = JSON.stringify(sim.switches);
    await script.arrange({ sim, tenant: 'fitting', folder, dataDir });
    if (JSON.stringify(sim.switches) === before) found.push(script);
    else Object.assign(sim.switches, JSON.parse(before));
  }
  await sim.close();
  return found;
}

/** Makes the records of one run, before the soak begins: so the judge knows what was there before. */
export const arranged = async ({ sim, tenant, folder }: Association, script: Script, dataDir: string): Promise<AnyInput> =>
  await script.arrange({ sim, tenant: tenant.name, folder, dataDir });
