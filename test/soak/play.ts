/** A soak from its records to its judgement. */
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { visibilityQuery } from '../../client/list.js';
import { Lag, watchLag } from '../crash/lag.js';
import { dataDirOf, ROOT, type Launcher } from '../crash/processes.js';
import type { Script } from '../crash/scripts/script.js';
import { buildWorkerFile, removeWorkerFiles } from '../crash/worker-file.js';
import { seeded } from '../simulator/world/random.js';
import { Crew } from './crew.js';
import { givenOf, type Given } from './flows.js';
import type { Options } from './options.js';
import { outcomeOf } from './outcome.js';
import { People } from './people.js';
import { makePlan, type Plan } from './plan.js';
import { Schedule, type Stage } from './schedule.js';
import type { Outcome } from './summary.js';
import { arranged, openAssociations, type Association } from './tenants.js';
import { isAway, startServer } from './temporal.js';
import { Timeline } from './timeline.js';

const TASK_QUEUE = 'soak';
const ROUND_MS = 1000;
/** Until everything has ended: patience of the flows, settle times, time-outs, and some repairs of each. */
const CALM_MS = 180_000;
export interface Watcher {
  planned(plan: Plan): void;
  tick(timeline: Timeline, calm: boolean): void;
}

export interface Played {
  outcome: Outcome;
  plan: Plan;
  timeline: Timeline;
}

export async function playSoak(options: Options, scratch: string, watcher: Watcher, signal: AbortSignal): Promise<Played> {
  const launcher: Launcher = { root: ROOT, worker: await buildWorkerFile(ROOT), scratch };
  const dataDir = dataDirOf(launcher);
  mkdirSync(dataDir, { recursive: true });
  const associations = await openAssociations(options.tenants, scratch, dataDir);
  const server = await startServer(scratch);
  const timeline = new Timeline();
  const tenants = associations.map(({ tenant }) => tenant);
  const crew = new Crew(launcher, { address: server.address, taskQueue: TASK_QUEUE, tenants }, server.client, timeline);
  try {
    const plan = planOf(options, associations);
    watcher.planned(plan);
    const given = await arrangeAll(plan, associations, dataDir);
    await crew.begin();
    const stage = { associations, server, crew, timeline, taskQueue: TASK_QUEUE, signal };
    return { plan, timeline, outcome: await new Soak(plan, stage, watcher, options.seed).play(options.seed, given) };
  } finally {
    await crew.end();
    await server.stop();
    await Promise.all(associations.map(({ sim }) => sim.close()));
    removeWorkerFiles(ROOT);
  }
}

function planOf({ minutes, flowsPerSecond, seed }: Options, associations: Association[]): Plan {
  const tenants = associations.map(({ scripts }) => scripts.map(({ name, flow, roles }) => ({ name, flow, labels: Object.keys(roles) })));
  return makePlan({ ms: minutes * 60_000, flowsPerSecond, seed, tenants });
}

/** The records of all flows, before any of them begins: what the judge calls "before". */
async function arrangeAll(plan: Plan, associations: Association[], dataDir: string): Promise<Given[]> {
  const given: Given[] = [];
  for (const planned of plan.flows) {
    const association = associations[planned.tenant]!;
    const script = association.scripts.find(({ name }) => name === planned.script) as Script;
    given.push(givenOf(planned, association, script, await arranged(association, script, dataDir)));
  }
  for (const association of associations) {
    association.before = association.sim.snapshot();
    association.mark = association.sim.ledger.length;
  }
  return given;
}

class Soak {
  private readonly people: People;
  private readonly lag = new Lag();
  private readonly plan: Plan;
  private readonly stage: Stage;
  private readonly watcher: Watcher;
  private schedule!: Schedule;

  constructor(plan: Plan, stage: Stage, watcher: Watcher, seed: number) {
    this.plan = plan;
    this.stage = stage;
    this.watcher = watcher;
    this.people = new People(stage.server.client, seeded(seed * 31 + 5));
  }

  async play(seed: number, given: Given[]): Promise<Outcome> {
    const { stage, plan } = this;
    const begun = Date.now();
    stage.timeline.begin();
    watchLag((late) => this.lag.note(late));
    this.schedule = new Schedule(stage, plan, given);
    while (Date.now() - begun < plan.ms || !this.schedule.isOver) await this.round(false);
    for (const { sim } of stage.associations) sim.faults.clear();
    await this.bringToAnEnd();
    return await outcomeOf({ stage, plan, people: this.people, flows: [...this.schedule.flows.values()], lag: this.lag, seed, begun });
  }

  private async round(calm: boolean): Promise<void> {
    const { associations, timeline, signal } = this.stage;
    const { broke, flows } = this.schedule;
    signal.throwIfAborted();
    if (broke) throw broke;
    const until = Date.now() + ROUND_MS;
    try {
      await this.people.round(associations, flows, calm);
      const [all, ended] = await Promise.all([this.count(''), this.count('closed')]);
      timeline.sample({ started: all, ended, parked: this.people.waiting });
    } catch (error) {
      // Temporal is away, a decision came too late, or a worker was killed under it: the next round sees.
      if (!isAway(error) && !(error instanceof Error && /refused|not open|is not parked|There is no flow/.test(error.message))) throw error;
    }
    this.watcher.tick(timeline, calm);
    await sleep(Math.max(0, until - Date.now()), undefined, { signal });
  }

  private async count(state: 'closed' | ''): Promise<number> {
    const { count } = await this.stage.server.client.workflow.count(visibilityQuery(state ? { state } : {}));
    return count;
  }

  private async bringToAnEnd(): Promise<void> {
    for (const until = Date.now() + CALM_MS; Date.now() < until; ) {
      await this.round(true);
      const { started, ended } = this.stage.timeline.samples.at(-1) ?? { started: 0, ended: 0 };
      if (started >= this.schedule.flows.size && ended === started) return;
    }
  }
}
