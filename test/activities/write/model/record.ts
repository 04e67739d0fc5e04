/** The API's one record, and every request that reached it: the ledger the properties are checked against. */
import { SETTLE, W } from './numbers.js';
import type { VirtualTime } from './time.js';

export interface Request {
  kind: 'act' | 'undo';
  marker: string;
  sentAt: number;
  /** Was it refused for certain, so that sending it again is no risk? */
  refused: boolean;
  /** Does it ever take effect? */
  applied: boolean;
  /** From the end of the request until the effect stands, and from there until it can be read. */
  late: number;
  stale: number;
  /** The before-image the protocol held when it was sent. */
  before: number | undefined;
  landsAt?: number;
  shownAt?: number;
}

export interface State {
  on: boolean;
  by?: string;
  since?: number;
}

/** What a read shows. */
export interface Seen extends State {
  shut: boolean;
  image: number;
}

export class TheRecord {
  readonly requests: Request[] = [];
  /** Some other member of the record, changed by the staff: what a before-image holds. */
  image = 1;
  /** The API would refuse the write from now on. */
  shut = false;
  private readonly time: VirtualTime;

  constructor(time: VirtualTime) {
    this.time = time;
  }

  /** The request is over: answered, dropped, or its sender is gone. It takes effect at most L later. */
  over(request: Request): void {
    if (request.landsAt !== undefined) return;
    request.landsAt = this.time.now + request.late;
    request.shownAt = request.landsAt + request.stale;
  }

  seen(): Seen {
    const shown = this.requests.filter((one) => one.applied && (one.shownAt ?? Infinity) <= this.time.now);
    return { ...fold(shown), image: this.image, shut: this.shut };
  }

  get state(): State {
    return fold(this.landed());
  }

  /** Effects so far, in the order in which they came. */
  landed(): Request[] {
    return this.requests.filter((one) => one.applied && (one.landsAt ?? Infinity) <= this.time.now).sort(byLanding);
  }

  /** Times an effect came upon one that stood already. */
  get doubles(): number {
    let on = false;
    let doubles = 0;
    for (const { kind } of this.landed()) {
      if (kind === 'act' && on) doubles += 1;
      on = kind === 'act';
    }
    return doubles;
  }
}

const byLanding = (a: Request, b: Request): number => a.landsAt! - b.landsAt!;

function fold(requests: Request[]): State {
  const last = [...requests].sort(byLanding).at(-1);
  return last?.kind === 'act' ? { on: true, by: last.marker, since: last.landsAt! } : { on: false };
}

/** Long enough for everything that was sent to have landed. */
export const ALL_LANDED = 2 * SETTLE + W;
