/** What was planned, each at its time. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Crew } from './crew.js';
import { requestsOfLabel } from './faults.js';
import { comeTo, startFlow, type Given, type Running } from './flows.js';
import type { Plan } from './plan.js';
import type { Association } from './tenants.js';
import type { RestartedServer } from './temporal.js';
import type { Timeline } from './timeline.js';

export interface Stage {
  associations: Association[];
  server: RestartedServer;
  crew: Crew;
  timeline: Timeline;
  taskQueue: string;
  signal: AbortSignal;
}

export class Schedule {
  /** Started, by workflow id. */
  readonly flows = new Map<string, Running>();
  /** What broke the soak. */
  broke: unknown;
  private readonly pending = new Set<Promise<void>>();
  private restarting: Promise<void> = Promise.resolve();
  private readonly stage: Stage;
  private readonly begun = Date.now();

  constructor(stage: Stage, { faults, strikes, restarts }: Plan, given: Given[]) {
    this.stage = stage;
    const { associations, crew } = stage;
    const tenants = associations.map(({ tenant }) => tenant.name);
    for (const one of given) this.flow(one);
    for (const { at, tenant, label, fault, times } of faults)
      this.at(at, () => Promise.resolve(void associations[tenant]!.sim.faults.add({ ...requestsOfLabel(label), times }, fault)));
    for (const strike of strikes) this.at(strike.at, () => crew.strike(strike, tenants));
    for (const { at, how, downMs } of restarts) this.at(at, () => this.restart(how, downMs, tenants[0]!));
  }

  get isOver(): boolean {
    return this.pending.size === 0;
  }

  private flow(one: Given): void {
    const { at, act } = one.planned;
    const { server, taskQueue } = this.stage;
    this.at(at, async () => {
      this.flows.set(one.workflowId, { ...one, startedAt: Date.now() });
      await startFlow(server.client, taskQueue, one);
    });
    if (act) this.at(at + act.after, () => comeTo(server.client, taskQueue, one));
  }

  /** One after the other, however close they come. */
  private async restart(...[how, downMs, tenant]: [...Parameters<RestartedServer['restart']>, string]): Promise<void> {
    const { timeline, server, crew } = this.stage;
    const mark = timeline.mark('restart');
    this.restarting = this.restarting.then(() => server.restart(how, downMs));
    await this.restarting;
    void crew.recovered(mark, tenant);
  }

  private at(after: number, act: () => Promise<void>): void {
    const doing = sleep(Math.max(0, this.begun + after - Date.now()), undefined, { signal: this.stage.signal })
      .then(act)
      .catch((error: unknown) => void (this.broke ??= error))
      .finally(() => this.pending.delete(doing));
    this.pending.add(doing);
  }
}
