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
  /** Run of the flow that took it last. */
  run?: string;
  /** The attempt that took it last. */
  turn: number;
  /** Kept until then; infinite while an attempt runs. */
  until: number;
  /** A write of ours went out under this claim, after a look that saw no change. */
  sent: boolean;
}

/** `continuous`: the claim stands since our send, so that nobody else of this installation has made the change. */
export type Claimed = { held: true; turn: number; continuous: boolean } | { held: false; turn: 0; waitMs: number };

export class Claims {
  private readonly claims = new Map<string, Claim>();
  private turns = 0;
  private readonly clock: Clock;
  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * Takes all targets for one attempt of a step, or none. A later attempt takes them over from an earlier one. `bills:*`
   * stands for all targets that begin so: it is taken while nobody else holds any, and keeps others from all of them.
   * A step that was never sent by its own run waits for another run of its flow, too: that one was terminated, and what
   * it has sent may be landing.
   */
  take(targets: string[], marker: string, { run, never = false }: { run?: string; never?: boolean } = {}): Claimed {
    const now = this.clock.now();
    const present = targets.map((target) => this.alive(target, now));
    const foreign = targets.flatMap((target) => this.against(target, now)).filter((claim) => claim.marker !== marker || (never && claim.run !== run));
    if (foreign.length > 0) {
      const until = Math.max(...foreign.map((claim) => claim.until));
      return { held: false, turn: 0, waitMs: Number.isFinite(until) ? until - now : 1000 };
    }
    this.turns += 1;
    const turn = this.turns;
    targets.forEach((target, i) => {
      this.claims.set(target, { marker, ...(run !== undefined && { run }), turn, until: Infinity, sent: present[i]?.sent ?? false });
    });
    return { held: true, turn, continuous: present.every((claim) => claim?.sent) };
  }

  /** A write goes out, or went out from a process that is gone. */
  sent(targets: string[], turn: number): void {
    for (const claim of this.of(targets, turn)) claim.sent = true;
  }

  /** The attempt is over and its effect is not known: nobody else writes there for `ms`. */
  keep(targets: string[], turn: number, ms: number): void {
    for (const claim of this.of(targets, turn)) claim.until = this.clock.now() + ms;
  }

  /** The effect is known, or nothing was sent. An attempt that was given up does not free what its successor holds. */
  free(targets: string[], turn: number): void {
    for (const target of targets) if (this.claims.get(target)?.turn === turn) this.claims.delete(target);
  }

  /** This process has taken the slot: while it was elsewhere others may have written. The claims stand, to keep rivals away. */
  interrupted(): void {
    for (const claim of this.claims.values()) claim.sent = false;
  }

  /** Is anything still unsettled? A holder that leaves so leaves a quarantine behind. */
  get dirty(): boolean {
    const now = this.clock.now();
    return [...this.claims.keys()].some((target) => this.alive(target, now) !== undefined);
  }

  private of(targets: string[], turn: number): Claim[] {
    return targets.flatMap((target) => this.claims.get(target) ?? []).filter((claim) => claim.turn === turn);
  }

  /** Claims that a claim on the target would meet. */
  private against(target: string, now: number): Claim[] {
    const all = `${target.slice(0, target.indexOf(':') + 1)}*`;
    const names = target === all ? [...this.claims.keys()].filter((name) => name.startsWith(all.slice(0, -1))) : [target, all];
    return names.flatMap((name) => this.alive(name, now) ?? []);
  }

  private alive(target: string, now: number): Claim | undefined {
    const claim = this.claims.get(target);
    if (claim && claim.until > now) return claim;
    this.claims.delete(target);
    return undefined;
  }
}
