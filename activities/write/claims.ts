/**
 * One writer at a time for each record of a tenant, in the process that holds the tenant's slot. A claim outlives a
 * lost answer until the settle time has passed: else a rival would pay while our payment is landing.
 */
export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
}

interface Claim {
  marker: string;
  /** Kept until then; infinite while an attempt runs. */
  until: number;
}

export type Claimed = { held: true; continuous: boolean } | { held: false; waitMs: number };

export class Claims {
  private readonly claims = new Map<string, Claim>();
  private readonly clock: Clock;
  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Takes all targets for one step, or none. `continuous`: they were ours already. */
  take(targets: string[], marker: string): Claimed {
    const now = this.clock.now();
    const present = targets.map((target) => this.alive(target, now));
    const foreign = present.filter((claim) => claim !== undefined && claim.marker !== marker);
    if (foreign.length > 0) {
      const until = Math.max(...foreign.map((claim) => claim!.until));
      return { held: false, waitMs: Number.isFinite(until) ? until - now : 1000 };
    }
    for (const target of targets) this.claims.set(target, { marker, until: Infinity });
    return { held: true, continuous: present.every((claim) => claim !== undefined) };
  }

  /** The attempt is over and its effect is not known: nobody else writes there for `ms`. */
  keep(targets: string[], marker: string, ms: number): void {
    this.set(targets, marker, this.clock.now() + ms);
  }

  /** The effect is known, or nothing was sent. */
  free(targets: string[], marker: string): void {
    for (const target of targets) if (this.claims.get(target)?.marker === marker) this.claims.delete(target);
  }

  /** Is anything still unsettled? A holder that leaves so leaves a quarantine behind. */
  get dirty(): boolean {
    const now = this.clock.now();
    return [...this.claims.keys()].some((target) => this.alive(target, now) !== undefined);
  }

  private set(targets: string[], marker: string, until: number): void {
    for (const target of targets) if (this.claims.get(target)?.marker === marker) this.claims.set(target, { marker, until });
  }

  private alive(target: string, now: number): Claim | undefined {
    const claim = this.claims.get(target);
    if (claim && claim.until > now) return claim;
    this.claims.delete(target);
    return undefined;
  }
}
