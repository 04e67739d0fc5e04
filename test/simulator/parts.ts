import type { Auth } from './auth.js';
import type { Calls } from './calls.js';
import type { Faults } from './faults/rules.js';
import type { Ledger } from './ledger.js';
import type { YmSessions } from './ym/sessions.js';
import type { Change } from './world/table.js';
import type { Store } from './world/store.js';

/** Timers that end with the simulator. */
export class Timers {
  private readonly running = new Set<NodeJS.Timeout>();

  after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.running.delete(timer);
      work();
    }, ms);
    this.running.add(timer);
  }

  clear(): void {
    for (const timer of this.running) clearTimeout(timer);
    this.running.clear();
  }
}

/** Everything one simulator is made of. Nothing of it lives at module level, so several run in one process. */
export interface Parts {
  store: Store;
  ledger: Ledger;
  calls: Calls;
  faults: Faults;
  auth: Auth;
  sessions: YmSessions;
  timers: Timers;
  /** Changes that reads do not show yet. */
  stale: { until: number; changes: Change[] }[];
  readStale<T>(read: () => T): T;
  /** Effects of lost requests that are still to come. */
  late: { count: number };
  /** Errors of the simulator itself; a test that finds one has found a defect here, not in its subject. */
  defects: unknown[];
}
