/** A worker process: it may be killed, stopped and resumed, or cut off from Temporal. Its memory dies with it. */
import { Slot } from '../../../../activities/tenants/slot.js';
import type { Tenant } from '../../../../activities/tenants/tenant.js';
import { Claims } from '../../../../activities/write/claims.js';
import type { Surroundings } from '../../../../activities/write/surroundings.js';
import { HB, PATIENCE, SETTLE, W } from './numbers.js';
import type { VirtualTime } from './time.js';

export class Process {
  readonly name: string;
  readonly slot: Slot;
  readonly claims: Claims;
  readonly surroundings: Surroundings;
  alive = true;
  /** Workers on the tenant's queue: a second one when it takes the slot anew while the first one ends. */
  workers = 0;
  /** Asked to end: hands its slot over. */
  ending = false;
  /** Attempts that run here. */
  running = 0;
  cutUntil = 0;
  private stoppedUntil = 0;
  private readonly time: VirtualTime;

  constructor(time: VirtualTime, number: number) {
    this.time = time;
    this.name = `process ${number}`;
    // Clocks of two machines have nothing in common.
    const clock = { now: () => time.now - number * 77_777 };
    this.slot = new Slot({ heartbeatMs: HB, settleMs: SETTLE } as Tenant, clock);
    this.claims = new Claims(clock);
    this.surroundings = {
      settleMs: SETTLE,
      windowMs: W,
      patienceMs: PATIENCE,
      claims: this.claims,
      quarantineMs: () => this.slot.quarantineMs(),
      inQuarantine: () => this.slot.inQuarantine(),
      relogin: () => this.wait(20),
    };
  }

  get stopped(): boolean {
    return this.time.now < this.stoppedUntil;
  }

  get cut(): boolean {
    return this.time.now < this.cutUntil;
  }

  stop(ms: number): void {
    this.stoppedUntil = Math.max(this.stoppedUntil, this.time.now + ms);
  }

  /** Resolves after `ms`, later when the process is stopped then, never when it is dead. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.time.after(ms, () => this.resume(resolve)));
  }

  private resume(run: () => void): void {
    if (!this.alive) return;
    if (this.stopped) this.time.after(this.stoppedUntil - this.time.now, () => this.resume(run));
    else run();
  }
}
