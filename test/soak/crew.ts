/** The worker processes of a soak: two or three at any time, killed, stopped, and replaced. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { launch, type Launcher, type WorkerProcess } from '../crash/processes.js';
import { holderOf } from '../crash/temporal.js';
import type { WorkerOrder } from '../crash/worker.js';
import type { PlannedStrike } from './plan.js';
import type { Mark, Timeline } from './timeline.js';

const LEAST = 2;
const MOST = 3;
/** As the matrix stops them: past the heartbeat time-out, and past the quarantine of the next holder. */
const STOPPED_MS = { stop: 2500, 'stop-long': 6500 } as const;
const LOOK_MS = 250;
const RECOVERY_MS = 60_000;

export class Crew {
  /** Also the dead ones: they tell how late they were. */
  readonly all: WorkerProcess[] = [];
  private living: WorkerProcess[] = [];
  /** Ended by nobody here while they started: Temporal was away, and they said so. */
  notStarted = 0;
  /** Ended by nobody here though they had been ready: a worker must live through whatever comes. */
  fell = 0;
  private ending = false;
  private readonly launcher: Launcher;
  private readonly order: Omit<WorkerOrder, 'dataDir'>;
  private readonly client: Client;
  private readonly timeline: Timeline;

  constructor(launcher: Launcher, order: Omit<WorkerOrder, 'dataDir'>, client: Client, timeline: Timeline) {
    this.launcher = launcher;
    this.order = order;
    this.client = client;
    this.timeline = timeline;
  }

  async begin(): Promise<void> {
    await Promise.all(Array.from({ length: LEAST }, () => this.add().ready));
  }

  private add(): WorkerProcess {
    const worker = launch(this.launcher, this.order);
    this.all.push(worker);
    this.living.push(worker);
    let wasReady = false;
    void worker.ready.then(
      () => (wasReady = true),
      () => undefined,
    );
    void worker.ended.then(async () => {
      if (!this.living.includes(worker)) return;
      this.living = this.living.filter((one) => one !== worker);
      if (this.ending) return;
      if (wasReady) this.fell += 1;
      else this.notStarted += 1;
      await sleep(1000);
      this.fill();
    });
    return worker;
  }

  private fill(): void {
    while (!this.ending && this.living.length < LEAST) this.add();
  }

  async strike({ what, tenant, any }: PlannedStrike, tenants: string[]): Promise<void> {
    const name = tenants[tenant]!;
    if (what === 'start') {
      if (this.living.length >= MOST) return;
      this.timeline.mark('start');
      await this.add().ready.catch(() => undefined);
      return;
    }
    // Two times in three whoever makes the calls; Temporal may be away just now.
    const holder = any < 0.67 ? await holderOf(this.client, name).catch(() => undefined) : undefined;
    const struck = this.living.find(({ pid }) => pid === holder) ?? this.living[Math.floor(any * 97) % this.living.length];
    if (!struck || this.ending) return;
    if (what === 'kill') return void this.kill(struck, name);
    const mark = this.timeline.mark('stop');
    struck.signal('SIGSTOP');
    void this.recovered(mark, name, struck.pid);
    await sleep(STOPPED_MS[what]);
    struck.signal('SIGCONT');
  }

  private kill(struck: WorkerProcess, tenant: string): void {
    const mark = this.timeline.mark('kill');
    this.living = this.living.filter((worker) => worker !== struck);
    struck.signal('SIGKILL');
    this.fill();
    void this.recovered(mark, tenant, struck.pid);
  }

  /** Notes when the calls of a tenant were in living hands again, counted from the strike. */
  async recovered(mark: Mark, tenant: string, struck?: number): Promise<void> {
    for (const begun = Date.now(); Date.now() - begun < RECOVERY_MS && !this.ending; await sleep(LOOK_MS)) {
      const holder = await holderOf(this.client, tenant).catch(() => undefined);
      if (holder === undefined || holder === struck || !this.living.some(({ pid }) => pid === holder)) continue;
      mark.recoveredMs = this.timeline.now - mark.at;
      return;
    }
  }

  /** Of those that fell: ended by Node's own fault with promise hooks in workflow threads (temporalio/sdk-typescript#939). */
  get fellByNode(): number {
    const log = readFileSync(join(this.launcher.scratch, 'workers.log'), 'utf8');
    return Math.min(this.fell, log.split('async hook stack has become corrupted').length - 1);
  }

  async end(): Promise<void> {
    this.ending = true;
    for (const worker of this.living) worker.signal('SIGKILL');
    await Promise.all(this.all.map((worker) => worker.ended));
  }
}
