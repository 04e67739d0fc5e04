/** One call as it was seen from outside; bodies and tokens are not kept. */
export interface Call {
  seq: number;
  /** Arrival, ISO 8601 in UTC. */
  at: string;
  method: string;
  /** Address with query as sent. */
  path: string;
  entity: string;
  operation?: string;
  user: string;
  /** HTTP status that was sent; absent when none was. */
  status?: number;
  /** How it ended; `open` while it runs. */
  ended: 'open' | 'answered' | 'dropped' | 'client-gone';
  /** Kind of the fault that hit it. */
  fault?: string;
  ms?: number;
}

/** Log of all calls, with a meter of how many ran at the same moment (house rule: one call at a time). */
export class Calls {
  private readonly list: Call[] = [];
  private readonly running = new Map<string, number>();
  private readonly highest = new Map<string, number>();

  get entries(): readonly Call[] {
    return this.list;
  }

  /** The greatest number of calls of one user that ran at the same time. */
  get maxConcurrent(): Record<string, number> {
    return Object.fromEntries(this.highest);
  }

  begin(call: Omit<Call, 'seq' | 'at' | 'ended'>): Call {
    const entry: Call = { seq: this.list.length + 1, at: new Date().toISOString(), ended: 'open', ...call };
    this.list.push(entry);
    const now = (this.running.get(call.user) ?? 0) + 1;
    this.running.set(call.user, now);
    if (now > (this.highest.get(call.user) ?? 0)) this.highest.set(call.user, now);
    return entry;
  }

  /** Closes a call once; later words about it are ignored. */
  end(call: Call, ended: Exclude<Call['ended'], 'open'>, status?: number): void {
    if (call.ended !== 'open') return;
    call.ended = ended;
    if (status !== undefined) call.status = status;
    call.ms = Date.now() - Date.parse(call.at);
    this.running.set(call.user, Math.max(0, (this.running.get(call.user) ?? 1) - 1));
  }

  clear(): void {
    this.list.length = 0;
    this.running.clear();
    this.highest.clear();
  }
}
