/** What happens when, made of the seed alone: the same seed and options give the same plan. Times are ms from the begin. */
import type { Fault } from '../simulator/index.js';
import { seeded } from '../simulator/world/random.js';
import { soakFaults } from './faults.js';

export interface PlannedFlow {
  at: number;
  tenant: number;
  script: string;
  /** What else comes to it, so long after its start. */
  act?: { name: 'cancel' | 'second-start'; after: number };
}

export interface PlannedFault {
  at: number;
  tenant: number;
  /** The next call of this label is hit. */
  label: string;
  name: string;
  fault: Fault;
  times: number;
}

export const STRIKES = ['kill', 'stop', 'stop-long', 'start'] as const;
export interface PlannedStrike {
  at: number;
  what: (typeof STRIKES)[number];
  /** The worker that makes the calls of this tenant is struck, or any other. */
  tenant: number;
  any: number;
}

export interface PlannedRestart {
  at: number;
  how: 'stop' | 'kill';
  downMs: number;
}

export interface Plan {
  ms: number;
  flows: PlannedFlow[];
  faults: PlannedFault[];
  strikes: PlannedStrike[];
  restarts: PlannedRestart[];
}

/** A script as the plan must know it. */
export interface Choice {
  name: string;
  flow: string;
  /** Its writes. */
  labels: string[];
}

export interface PlanOptions {
  ms: number;
  flowsPerSecond: number;
  seed: number;
  /** The scripts that fit each tenant. */
  tenants: Choice[][];
}

/** Means, in ms. */
const BETWEEN = { faults: 2500, strikes: 12_000, restarts: 40_000 };
/** The first seconds are left in peace, so that everything has begun. */
const PEACE_MS = 5000;
const ACT_SHARE = 0.15;
const READ_SHARE = 0.3;

export function makePlan({ ms, flowsPerSecond, seed, tenants }: PlanOptions): Plan {
  // Each kind of event has numbers of its own: more of one does not shift the others.
  const of = (kind: number): Dice => new Dice(seeded(seed * 31 + kind));
  const [flows, faults, strikes, restarts] = [of(1), of(2), of(3), of(4)];
  return {
    ms,
    flows: flows.times(0, ms, 1000 / flowsPerSecond).map((at) => flowAt(flows, at, tenants)),
    faults: faults.times(PEACE_MS, ms, BETWEEN.faults).flatMap((at) => faultAt(faults, at, tenants)),
    strikes: strikes.times(PEACE_MS, ms, BETWEEN.strikes).map((at) => ({
      at,
      what: strikes.one(['kill', 'kill', 'kill', 'stop', 'stop-long', 'start'] as const),
      tenant: strikes.below(tenants.length),
      any: strikes.roll(),
    })),
    restarts: restarts.times(PEACE_MS * 2, ms, BETWEEN.restarts).map((at) => ({ at, how: restarts.one(['stop', 'kill'] as const), downMs: 500 + restarts.below(3000) })),
  };
}

function flowAt(dice: Dice, at: number, tenants: Choice[][]): PlannedFlow {
  const tenant = dice.below(tenants.length);
  const scripts = tenants[tenant]!;
  // Flows with many scripts are not to push the others aside.
  const flow = dice.one([...new Set(scripts.map((one) => one.flow))]);
  const script = dice.one(scripts.filter((one) => one.flow === flow)).name;
  const act = { name: dice.one(['cancel', 'second-start'] as const), after: dice.below(4000) };
  return { at, tenant, script, ...(dice.roll() < ACT_SHARE && { act }) };
}

function faultAt(dice: Dice, at: number, tenants: Choice[][]): PlannedFault[] {
  const tenant = dice.below(tenants.length);
  const writes = [...new Set(tenants[tenant]!.flatMap(({ labels }) => labels))];
  const label = dice.roll() < READ_SHARE || writes.length === 0 ? 'GET' : dice.one(writes);
  const { name, fault, times = 1 } = dice.one(soakFaults(label));
  return [{ at, tenant, label, name, fault, times }];
}

/** Choices by a generator. */
class Dice {
  readonly roll: () => number;

  constructor(roll: () => number) {
    this.roll = roll;
  }

  below = (count: number): number => Math.floor(this.roll() * count);
  one = <T>(items: readonly T[]): T => items[this.below(items.length)]!;

  /** Moments between two times that come so often on the average, and as they like. */
  times(from: number, until: number, mean: number): number[] {
    const found: number[] = [];
    for (let at = from; ; ) {
      at += -Math.log(1 - this.roll()) * mean;
      if (at >= until) return found;
      found.push(Math.round(at));
    }
  }
}
