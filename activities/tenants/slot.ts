/**
 * Does this process hold the tenant's slot, and may it write already? (write-protocol section 4; docs/decisions.)
 * One process calls a tenant's API at a time. After an unclean takeover it looks, but writes nothing for the settle
 * time: a dead predecessor's writes may still be landing, and its claims died with it.
 */
import type { Clock } from '../write/claims.js';
import type { Tenant } from './tenant.js';

/** A server that stands still for as long costs nobody the slot. */
const PATIENCE_MS = 2250;

export class Slot {
  private readonly tenant: Tenant;
  private readonly clock: Clock;
  private quarantineUntil = 0;
  private acknowledgedAt = -Infinity;
  /** How long a lease lasts without an acknowledgement: the heartbeat time-out of the activity that holds the slot. */
  leaseMs = 0;

  constructor(tenant: Tenant, clock: Clock) {
    this.tenant = tenant;
    this.clock = clock;
  }

  /** How often the lease is acknowledged: thrice while it lasts, or as seldom as leaves an acknowledgement PATIENCE_MS to come. */
  get beatMs(): number {
    return Math.max(this.leaseMs / 3, this.leaseMs - PATIENCE_MS);
  }

  /** Took the slot over. `clean`: the last holder left nothing unsettled, or there was none. */
  taken(clean: boolean, leaseMs: number): void {
    this.leaseMs = leaseMs;
    this.quarantineUntil = clean ? 0 : this.clock.now() + this.tenant.settleMs;
  }

  /** `askedAt`: when the acknowledgement was asked for, on this process's monotonic clock. */
  acknowledged(askedAt: number): void {
    this.acknowledgedAt = askedAt;
  }

  lost(): void {
    this.acknowledgedAt = -Infinity;
  }

  get held(): boolean {
    return this.clock.now() - this.acknowledgedAt <= this.leaseMs;
  }

  inQuarantine(): boolean {
    return this.clock.now() < this.quarantineUntil;
  }

  /** Milliseconds until something may be written; a lost slot is asked again soon. */
  quarantineMs(): number {
    if (!this.held) return 1000;
    return Math.max(0, this.quarantineUntil - this.clock.now());
  }
}
