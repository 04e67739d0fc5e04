/**
 * What workflow code knows of the tenants of its worker: set before the bundle by worker/bundle.ts.
 * Used only where replay may differ: time-outs, and the refusal of a tenant in a run's first task.
 */
import { DEFAULT_TENANT, systemOf, type FlowName } from '../contracts/names.js';
import { forbidden, type TenantProfile } from '../contracts/tenants.js';

declare global {
  // A worker without a prelude (a replay test) knows no tenants and refuses none.
  var duesflowTenants: Record<string, TenantProfile> | undefined;
}

/** Heartbeat time-out of a tenant's activities, in milliseconds (write-protocol section 2: 5 s). */
export const heartbeatOf = (tenant: string): number => globalThis.duesflowTenants?.[tenant]?.heartbeatMs ?? 5000;

/** Why this worker cannot carry out the flow for its tenant, or undefined; a worker that was not told of any refuses none. */
export function notServed(flow: FlowName, input: { tenant?: string | undefined }): string | undefined {
  const tenants = globalThis.duesflowTenants;
  if (!tenants) return undefined;
  const tenant = input.tenant ?? DEFAULT_TENANT;
  const profile = tenants[tenant];
  const system = systemOf(flow);
  const why = !profile
    ? `is not configured here (configured: ${Object.keys(tenants).join(', ')})`
    : profile.systems.includes(system)
      ? forbidden(flow, input, profile)
      : `has no ${system}, which the flow is of`;
  return why && `tenant: "${tenant}" ${why}`;
}
