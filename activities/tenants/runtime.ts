/** What one process knows of each tenant while it holds the tenant's slot. */
import { performance } from 'node:perf_hooks';
import type { System } from '../../workflows/contracts/names.js';
import type { CallInfo } from '../http/http.js';
import { createImis, type Imis } from '../imis/api.js';
import { createYm, type Ym } from '../yourmembership/api.js';
import { Claims } from '../write/claims.js';
import type { Surroundings } from '../write/surroundings.js';
import { KnownMakers } from './makers.js';
import { Recent } from './recent.js';
import { Slot } from './slot.js';
import type { Tenant } from './tenant.js';

/** W of the write protocol: well below the heartbeat time-out. */
const windowOf = (tenant: Tenant): number => Math.min(2000, tenant.heartbeatMs * 0.4);

const clock = { now: () => performance.now() };

export interface TenantRuntime {
  tenant: Tenant;
  /** Of a tenant without that account every call fails, and says so. */
  imis: Imis;
  ym: Ym;
  claims: Claims;
  slot: Slot;
  recent: Recent;
  surroundings: Surroundings;
  /** Folder of staged imports, lists and results. */
  dataDir: string;
}

/** Told of every call to an API when it has ended. */
export type OnApiCall = (tenant: string, system: System, call: CallInfo) => void;

export function createRuntime(tenant: Tenant, dataDir: string, onCall: OnApiCall = () => undefined, makers = new KnownMakers()): TenantRuntime {
  const imis = createImis(tenant, { onCall: (call) => onCall(tenant.name, 'iMIS', call) });
  const ym = createYm(tenant, { onCall: (call) => onCall(tenant.name, 'YourMembership', call) });
  const claims = new Claims(clock);
  const slot = new Slot(tenant, clock);
  const surroundings: Surroundings = {
    settleMs: tenant.settleMs,
    windowMs: windowOf(tenant),
    patienceMs: tenant.patienceMs,
    claims,
    quarantineMs: () => slot.quarantineMs(),
    inQuarantine: () => slot.inQuarantine(),
    // Of the two only a token that was refused is discarded.
    relogin: async () => void (await Promise.all([imis.relogin(), ym.relogin()])),
    makers,
  };
  return { tenant, imis, ym, claims, slot, recent: new Recent(clock), surroundings, dataDir };
}

export interface Runtimes {
  installation: string;
  dataDir: string;
  of(tenant: string): TenantRuntime;
  all(): TenantRuntime[];
}

export function createRuntimes(installation: string, tenants: Tenant[], dataDir: string, onCall?: OnApiCall): Runtimes {
  const makers = new KnownMakers();
  const byName = new Map(tenants.map((tenant) => [tenant.name, createRuntime(tenant, dataDir, onCall, makers)]));
  return {
    installation,
    dataDir,
    all: () => [...byName.values()],
    of: (name) => {
      const runtime = byName.get(name);
      if (!runtime) throw new Error(`tenant "${name}" is not configured in this worker`);
      return runtime;
    },
  };
}
