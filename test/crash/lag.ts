/**
 * How late this machine was. The matrix lets effects land 2 s after a drop and settles 2.5 s later: on a machine whose
 * timers come half a second late an effect lands after the settle time, which no protocol can survive. Such a case
 * says nothing and is run again; what fails while the timers were in time has failed.
 */
const EVERY_MS = 20;
/** A quarter of a second is half of the margin between the latest effect and the settle time. */
export const TOO_LATE_MS = 250;

export class Lag {
  private readonly late: { at: number; ms: number }[] = [];
  private last = performance.now();
  private readonly timer = setInterval(() => this.tick(), EVERY_MS).unref();

  private tick(): void {
    const now = performance.now();
    const ms = now - this.last - EVERY_MS;
    if (ms > EVERY_MS) this.late.push({ at: now, ms });
    this.last = now;
  }

  /** The latest timer since a moment of performance.now(), in milliseconds. */
  since(begun: number): number {
    this.tick();
    return Math.max(0, ...this.late.filter(({ at }) => at >= begun).map(({ ms }) => ms));
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
