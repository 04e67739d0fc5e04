/** A batch of lanes that one restart of the server serves: it comes when the flow of each is held at its call. */
import { setTimeout as sleep } from 'node:timers/promises';

/** For a lane whose call is never made, or late: the others do not wait longer. */
const BOUND_MS = 25_000;

export class Batch {
  private missing: number;
  private come: () => void = () => undefined;
  private readonly complete = new Promise<void>((resolve) => (this.come = resolve));
  /** Resolves when the server is up again, however the batch was completed. Rejects when it does not come up. */
  readonly over: Promise<void>;

  constructor(lanes: number, restart: () => Promise<void>) {
    this.missing = lanes;
    const bound = new AbortController();
    const tired = sleep(BOUND_MS, undefined, { signal: bound.signal }).catch(() => undefined);
    this.over = Promise.race([this.complete, tired]).then(restart).finally(() => bound.abort());
    this.over.catch(() => undefined);
  }

  /** A lane is at its call, or will never be. */
  arrive(): void {
    this.missing -= 1;
    if (this.missing <= 0) this.come();
  }
}
