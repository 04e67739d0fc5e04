/** What one process knows of each tenant while it holds the tenant's slot. */
import { performance } from 'node:perf_hooks';
import { createImis, type Imis } from '../imis/api.js';
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
  imis: Imis;
  claims: Claims;
  slot: Slot;
  recent: Recent;
  surroundings: Surroundings;
}

export function createRuntime(tenant: Tenant): TenantRuntime {
  const imis = createImis(tenant);
  const claims = new Claims(clock);
  const slot = new Slot(tenant, clock);
  const surroundings: Surroundings = {
    settleMs: tenant.settleMs,
    windowMs: windowOf(tenant),
    patienceMs: tenant.patienceMs,
    claims,
    quarantineMs: () => slot.quarantineMs(),
    inQuarantine: () => slot.inQuarantine(),
    relogin: () => imis.relogin(),
    makers: new KnownMakers(),
  };
  return { tenant, imis, claims, slot, recent: new Recent(clock), surroundings };
}

export interface Runtimes {
  installation: string;
  of(tenant: string): TenantRuntime;
  all(): TenantRuntime[];
}

export function createRuntimes(installation: string, tenants: Tenant[]): Runtimes {
  const byName = new Map(tenants.map((tenant) => [tenant.name, createRuntime(tenant)]));
  return {
    installation,
    all: () => [...byName.values()],
    of: (name) => {
      const runtime = byName.get(name);
      if (!runtime) throw new Error(`tenant "${name}" is not configured in this worker`);
      return runtime;
    },
  };
}
