/**
 * How late this machine was. The matrix lets effects land 1.7 s after a drop and settles 2.5 s later: where the simulator's
 * timers come half a second late, or a worker is held up between its last check and its send, an effect lands after the
 * settle time, which no protocol can survive (docs/write-protocol.md). Such a case says nothing and is run again; what
 * fails while the timers of all its processes were in time has failed.
 */
const EVERY_MS = 20;
/** Well below what is left between the latest effect, the send window, and the settle time. */
export const TOO_LATE_MS = 100;

/** A timer that came late. `at`: Date.now() of one machine, since several processes tell of it. */
export interface Late {
  at: number;
  ms: number;
}

/** Tells of every timer of this process that comes late. Answers with a look at the present one. */
export function watchLag(tell: (late: Late) => void): () => void {
  let last = performance.now();
  const look = (): void => {
    const now = performance.now();
    const ms = now - last - EVERY_MS;
    last = now;
    if (ms > EVERY_MS) tell({ at: Date.now(), ms });
  };
  setInterval(look, EVERY_MS).unref();
  return look;
}

/** What was told of one process. */
export class Lag {
  private readonly told: Late[] = [];

  note(late: Late): void {
    this.told.push(late);
  }

  /** The latest timer since a moment of Date.now(), in milliseconds. */
  since(begun: number): number {
    return this.between(begun, Infinity);
  }

  /** The latest timer between two moments. */
  between(from: number, until: number): number {
    return this.told.reduce((most, { at, ms }) => (at >= from && at - ms <= until ? Math.max(most, ms) : most), 0);
  }
}
