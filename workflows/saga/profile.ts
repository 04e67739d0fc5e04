/**
 * What workflow code knows of the tenants of its worker: set before the bundle by worker/bundle.ts.
 * Used only where replay may differ: time-outs, and the refusal of an unknown tenant in a run's first task.
 */
export interface TenantProfile {
  heartbeatMs: number;
}

declare global {
  // A worker without a prelude (a replay test) knows no tenants and refuses none.
  var duesflowTenants: Record<string, TenantProfile> | undefined;
}

/** Heartbeat time-out of a tenant's activities, in milliseconds (write-protocol section 2: 5 s). */
export const heartbeatOf = (tenant: string): number => globalThis.duesflowTenants?.[tenant]?.heartbeatMs ?? 5000;

/** The tenants this worker serves; undefined when it was not told. */
export const knownTenants = (): string[] | undefined => globalThis.duesflowTenants && Object.keys(globalThis.duesflowTenants);
