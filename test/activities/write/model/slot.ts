/** The tenant's slot: the server's side, and the holder's (activities/slot/hold-slot.ts) in virtual time. */
import { HB } from './numbers.js';
import { Process } from './process.js';
import type { VirtualTime } from './time.js';

const RESTART_MS = 300;

/** Hands the slot from process to process: one holds it, one stands by. */
export class SlotServer {
  readonly processes: Process[] = [];
  /** Called when a process has lost the slot without having handed it over. */
  onLost: (process: Process) => void = () => undefined;
  private holder: Process | undefined;
  private token = 0;
  private beatAt = 0;
  private clean = true;
  private made = 0;
  private readonly time: VirtualTime;

  constructor(time: VirtualTime) {
    this.time = time;
    this.start();
    this.start();
    this.grant();
  }

  /** The process dies, and another is started. */
  kill(process: Process): void {
    process.alive = false;
    this.time.after(RESTART_MS, () => this.start());
  }

  private start(): void {
    this.made += 1;
    this.processes.push(new Process(this.time, this.made));
  }

  private grant(): void {
    const next = this.processes.find(
      (one) => one.alive && !one.stopped && !one.cut && !one.ending && one.running === 0,
    );
    if (!next) {
      this.time.after(50, () => this.grant());
      return;
    }
    // The next grant goes to another, if there is one.
    this.processes.push(...this.processes.splice(this.processes.indexOf(next), 1));
    this.token += 1;
    this.holder = next;
    this.beatAt = this.time.now;
    this.watch(this.token);
    void this.hold(next, this.token, this.clean);
  }

  private watch(token: number): void {
    this.time.after(this.beatAt + HB - this.time.now, () => {
      if (token !== this.token) return;
      if (this.time.now - this.beatAt >= HB) this.release(token, true);
      else this.watch(token);
    });
  }

  private release(token: number, lost: boolean): void {
    if (token !== this.token) return;
    this.token += 1;
    if (lost && this.holder) this.onLost(this.holder);
    this.holder = undefined;
    this.time.after(200, () => this.grant());
  }

  // The holder's side

  private async beat(process: Process, token: number, clean: boolean): Promise<boolean> {
    const askedAt = process.claims['clock'].now();
    await process.wait(2);
    const accepted = token === this.token && !process.cut;
    if (accepted) {
      this.beatAt = this.time.now;
      this.clean = clean;
    }
    await process.wait(2);
    if (accepted) process.slot.acknowledged(askedAt);
    return accepted;
  }

  private async hold(process: Process, token: number, clean: boolean): Promise<void> {
    await process.wait(5);
    if (!(await this.beat(process, token, false))) return;
    process.slot.taken(clean, HB);
    process.claims.interrupted();
    process.workers += 1;
    let held = true;
    while (held && !process.ending) {
      await process.wait(process.slot.beatMs);
      held = await this.beat(process, token, false);
    }
    process.workers -= 1;
    while (process.running > 0) {
      await process.wait(process.slot.beatMs);
      held &&= await this.beat(process, token, false);
    }
    process.slot.lost();
    if (held && process.ending) {
      // What a dead predecessor sent may still be landing as long as the quarantine lasts.
      await this.beat(process, token, !process.claims.dirty && !process.slot.inQuarantine());
      process.slot.lost();
    }
    this.release(token, !process.ending);
    if (process.ending) this.kill(process);
  }
}
