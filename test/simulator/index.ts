import type { AddressInfo } from 'node:net';
import { adminOf } from './admin.js';
import { Auth } from './auth.js';
import { Calls } from './calls.js';
import { check } from './check.js';
import type { CheckResult, FlowCase } from './check.js';
import type { Call } from './calls.js';
import { readBehind } from './exchange.js';
import { Faults } from './faults/rules.js';
import type { Hook, Match } from './faults/types.js';
import { Ledger } from './ledger.js';
import type { EffectKind, LedgerEntry } from './ledger.js';
import { defaultSwitches, defaultUsers } from './options.js';
import type { SimulatorOptions, TenantSwitches } from './options.js';
import { Timers } from './parts.js';
import type { Parts } from './parts.js';
import { serve } from './server.js';
import { seedWorld } from './world/seed.js';
import { takeSnapshot } from './world/snapshot.js';
import type { Snapshot } from './world/snapshot.js';
import { Staff } from './world/staff.js';
import { Store } from './world/store.js';
import { World } from './world/world.js';
import { YmSessions } from './ym/sessions.js';
import { ymClientId } from './ym/store.js';
import type { YmStore } from './ym/store.js';
import { YmOffice } from './ym/world/office.js';
import { seedYm } from './ym/world/seed.js';

export type { ActiveRule, Fault, FaultRule, Hook, Match, SimRequest } from './faults/types.js';
export type { Call } from './calls.js';
export type { EffectKind, LedgerEntry } from './ledger.js';
export type { InvoiceKind, SimulatorOptions, SimUser, TenantSwitches } from './options.js';
export type { InvoiceSnapshot, Snapshot } from './world/snapshot.js';
export type { NewParty, World } from './world/world.js';
export type { NewSubscription } from './world/billing.js';
export type { Staff } from './world/staff.js';
export { defaultSwitches } from './options.js';
export { named } from './world/seed.js';
export { ymMemberships, ymNamed } from './ym/world/seed.js';
export { newcomers } from './world/seed-newcomers.js';

/** A running simulator of iMIS and YourMembership. */
export interface Simulator {
  /** Address without trailing slash, e.g. `http://127.0.0.1:41234`; the API is below `/api`, the login at `/token`.
   * YourMembership is below `/Ams`. */
  url: string;
  port: number;
  /** Arrange and read records; effects are marked `seed`. */
  world: World;
  /** Acts of the office that are no API calls; effects are marked `staff`. */
  staff: Staff;
  /** YourMembership: its records, and acts of the office in its admin site. */
  ym: { clientId: number; store: YmStore; office: YmOffice };
  faults: Faults;
  /** Live switches of the tenant: assign to change them. */
  switches: TenantSwitches;
  /** Every effect so far, in order. The seed of the world is not in it. */
  ledger: readonly LedgerEntry[];
  /** How many effects of each kind; the only trace when the ledger keeps counts. */
  readonly effectCounts: Partial<Record<EffectKind, number>>;
  calls: readonly Call[];
  /** Greatest number of calls of each user that ran at the same time. */
  readonly maxConcurrent: Record<string, number>;
  /** Errors inside the simulator; always empty unless it is broken. */
  readonly defects: readonly unknown[];
  /** Runs a hook when a request that fits has arrived (`before`) or was applied but not answered (`after`). */
  onHit(match: Match, when: 'before' | 'after', hook: Hook): () => void;
  snapshot(): Snapshot;
  /** Resolves when no call is open, no late effect is outstanding, and no package, run or posting is under way. */
  idle(): Promise<void>;
  /** `check` with the snapshot taken at the start or the last reset as `before`; waits 2 s at most for `idle`. */
  judge(reports: FlowCase[]): Promise<CheckResult>;
  /** Back to the seeded world: ledger, calls, faults and tokens are emptied. */
  reset(seed?: number): void;
  close(): Promise<void>;
}

/**
 * Starts a simulator on real HTTP. Several can run in one process; nothing is shared between them.
 * Login: `duesflow` / `simulator` (may bill), `guest` (may not), `sysadmin` (may write restricted fields).
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const switches: TenantSwitches = { ...defaultSwitches, ...options.switches };
  const ledger = new Ledger(options.ledger);
  const store = new Store(switches, ledger);
  const faults = new Faults();
  const calls = new Calls();
  const timers = new Timers();
  const auth = new Auth(options.users ?? defaultUsers, ledger, switches, options.tokenSeconds ?? 3599);
  const sessions = new YmSessions(options.users ?? defaultUsers, ledger, switches);
  const parts: Parts = {
    store,
    ledger,
    calls,
    faults,
    auth,
    sessions,
    timers,
    stale: [],
    late: { count: 0 },
    defects: [],
    readStale(read) {
      const now = Date.now();
      parts.stale = parts.stale.filter((view) => view.until > now);
      return readBehind(parts.stale, read);
    },
  };
  store.background.onDefect = (error) => parts.defects.push(error);
  let seeded: Snapshot;
  const populate = (seed: number): void => {
    store.clear();
    seedWorld(store, seed, options.parties ?? 20, options.members);
    seedYm(store);
    ledger.clear();
    seeded = takeSnapshot(store);
  };
  const reset = (seed = options.seed ?? 1): void => {
    timers.clear();
    faults.clear();
    auth.clear();
    sessions.clear();
    calls.clear();
    parts.stale = [];
    parts.late.count = 0;
    parts.defects.length = 0;
    populate(seed);
  };
  populate(options.seed ?? 1);
  faults.addAll(options.faults ?? []);
  const snapshot = (): Snapshot => takeSnapshot(store);
  const busy = (): boolean =>
    parts.late.count > 0 || store.background.busy || calls.entries.some((call) => call.ended === 'open');
  const idle = async (maxMs = Infinity): Promise<void> => {
    const start = Date.now();
    while (busy() && Date.now() - start < maxMs) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const judge = async (reports: FlowCase[]): Promise<CheckResult> => {
    await idle(2000);
    return check({ before: seeded, after: snapshot(), ledger: ledger.entries, reports });
  };
  const staff = new Staff(store);
  const office = new YmOffice(store);
  const read = { ledger: () => ledger.entries, counts: () => ledger.counts, calls: () => calls.entries, snapshot };
  const administered = { switches, faults, staff, office, reset, judge, idle: () => idle(), ...read };
  const server = serve(parts, options.admin === false ? undefined : adminOf(administered));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${port}`,
    port,
    world: new World(store),
    staff,
    ym: { clientId: ymClientId, store: store.ym, office },
    faults,
    switches,
    ledger: ledger.entries,
    calls: calls.entries,
    get effectCounts() {
      return ledger.counts;
    },
    get maxConcurrent() {
      return calls.maxConcurrent;
    },
    get defects() {
      return parts.defects;
    },
    onHit: (match, when, hook) => faults.onHit(match, when, hook),
    snapshot,
    idle: () => idle(),
    judge,
    reset,
    async close() {
      faults.clear();
      timers.clear();
      store.background.clear();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export { allFindings, check } from './check.js';
export type { CheckInput, CheckResult, Finding, FlowCase, FlowReport, StepReport } from './check.js';
