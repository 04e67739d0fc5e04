/** What came of a soak: the judgement of each association, and the figures. */
import type { Lag } from '../crash/lag.js';
import { emptyJudgement } from '../crash/result.js';
import { findingsOf, type Finding } from './findings.js';
import type { Running } from './flows.js';
import { judge } from './judge.js';
import type { People } from './people.js';
import type { Plan } from './plan.js';
import type { Stage } from './schedule.js';
import type { Outcome } from './summary.js';

/** Below what is left between the latest effect and the settle time of a soak's tenants (tenants.ts). */
const TOO_LATE_MS = 300;

export interface Over {
  stage: Stage;
  plan: Plan;
  people: People;
  flows: Running[];
  /** Of this process, where the simulators are. */
  lag: Lag;
  seed: number;
  begun: number;
}

export async function outcomeOf({ stage, plan, people, flows, lag, seed, begun }: Over): Promise<Outcome> {
  const { associations, server, crew, timeline } = stage;
  const late = (from: number, until: number): number => Math.max(lag.between(from, until), ...crew.all.map((worker) => worker.lateBetween(from, until)));
  const whole = { names: [], from: begun, until: Date.now() };
  const findings: Finding[] = [];
  const reports: Outcome['reports'] = [];
  for (const association of associations) {
    const { judged, reports: told, spans } = await judge(server.client, association, flows.filter((flow) => flow.association === association));
    findings.push(...findingsOf(judged, spans, whole, late));
    reports.push(...told);
  }
  const fellByNode = crew.fellByNode;
  const fell = crew.fell - fellByNode;
  const lost = [...(reports.length === 0 ? ['no flow has run'] : []), ...(fell > 0 ? [`${fell} workers ended by themselves`] : [])];
  findings.push(...findingsOf({ ...emptyJudgement(), lost }, [], whole, late));
  const calls = associations.flatMap(({ sim }) => [...sim.calls]);
  return {
    seed,
    seconds: Math.round((Date.now() - begun) / 1000),
    reports,
    findings,
    parked: people.parked.size,
    repairs: Object.fromEntries(people.repairs),
    struck: {
      'workers killed': timeline.count('kill'),
      'workers stopped': timeline.count('stop'),
      'workers started beside': timeline.count('start'),
      'workers that found no Temporal at their start': crew.notStarted,
      'workers that Node ended by itself (temporalio/sdk-typescript#939)': fellByNode,
      'Temporal restarts': timeline.count('restart'),
    },
    faults: { planned: plan.faults.length, hit: calls.filter(({ fault }) => fault !== undefined).length },
    calls: calls.length,
    lateMs: Math.round(late(begun, Date.now())),
    tooLateMs: TOO_LATE_MS,
  };
}
