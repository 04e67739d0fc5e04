import { describe, expect, test } from '@jest/globals';
import type { Cell } from './cell.js';
import { quantile, runLap } from './lap.js';
import { countFaults } from './ledger.js';
import type { Measured, System } from './matrix.js';
import { targetsOf, type Results } from './targets.js';

const NOTHING: Results = { matrix: [], pairs: [], recovery: [], coldStart: [], tenants: [], growth: [] };

const cell = (of: Partial<Cell>): Cell => ({
  ...{ concurrency: 50, latencyMs: 0, flows: 100, seconds: 10, p50: 1, p95: 2, tenants: 50 },
  ...{ cpu: { worker: 10, server: 20 }, events: 18, bytes: 9000, calls: 6, apiMs: 1200 },
  ...of,
});

function measured(system: System, of: Partial<Cell>, sync: Measured['sync'] = 'normal'): Measured {
  return { system, sync, cells: [cell(of)], faults: [] };
}

const met = (results: Partial<Results>): boolean[] => targetsOf({ ...NOTHING, ...results }).map((target) => target.met);

describe('targets', () => {
  test('a run that measured nothing has none', () => {
    expect(targetsOf(NOTHING)).toEqual([]);
  });

  test('as fast as the plain workflow at its CPU is enough, slower or dearer is not', () => {
    const pair = (of: Partial<Cell>) => ({ ours: cell(of), plain: cell({}) });
    const against = (looks: boolean, ...pairs: ReturnType<typeof pair>[]) => met({ pairs: [{ looks, pairs, faults: [] }] });
    const inTurns = (...pairs: ReturnType<typeof pair>[]) => against(false, ...pairs);
    expect(inTurns(pair({}))).toEqual([true, true]);
    expect(inTurns(pair({ seconds: 10.1 }))).toEqual([false, true]);
    expect(inTurns(pair({ cpu: { worker: 15, server: 16 } }))).toEqual([true, false]);
    // What makes the calls of ours is no measure of what they may cost.
    expect(against(true, pair({}))).toEqual([]);
    // The median counts: one pair at a bad moment says nothing.
    expect(inTurns(pair({ seconds: 30 }), pair({}), pair({}))).toEqual([true, true]);
  });

  test('what a flow takes beyond its API calls: 5 %, with full sync 10 %', () => {
    const alone = { concurrency: 1, latencyMs: 200, flows: 20 };
    const at = (seconds: number, sync: Measured['sync']): boolean[] => met({ matrix: [measured('ours', { ...alone, seconds }, sync)] });
    expect([at(25.2, 'normal'), at(25.3, 'normal'), at(26.3, 'full'), at(26.5, 'full')]).toEqual([[true], [false], [true], [false]]);
  });

  test('after a kill the last step counts, and its write has the settle time beside', () => {
    const delays = (max: number) => ({ count: 3, p95: 1, max });
    const recovery = { flows: 3, tenants: 3, latencyMs: 200, settleSeconds: 10, ready: 2, allEnded: 30, faults: [] };
    expect(met({ recovery: [{ ...recovery, looks: delays(6.9), acts: delays(16.9) }] })).toEqual([true, true]);
    expect(met({ recovery: [{ ...recovery, looks: delays(7.1), acts: delays(17.1) }] })).toEqual([false, false]);
  });

  test('thirty tenants use 95 % at 200 ms and 85 % at 100 ms; of other numbers and latencies nothing was promised', () => {
    const tenants = (count: number, latencyMs: number, used: number) => ({ tenants: count, latencyMs, seconds: 20, callsASecond: 1, used, cores: { worker: 1, server: 1 }, faults: [] });
    expect(met({ tenants: [tenants(30, 200, 0.95), tenants(30, 100, 0.85)] })).toEqual([true, true]);
    expect(met({ tenants: [tenants(30, 200, 0.949), tenants(30, 100, 0.849)] })).toEqual([false, false]);
    expect(met({ tenants: [tenants(20, 200, 0.5), tenants(30, 50, 0.5)] })).toEqual([]);
  });

  test("the worker's live heap at the last mark is at most a tenth above that at the first; one mark tells nothing", () => {
    const at = (finished: number, heapLive: number) => ({ finished, flowsASecond: 1, worker: { rssPeak: 1, rss: 1, heapPeak: 1, heapLive }, server: { rssPeak: 1, database: 1 }, faults: [] });
    expect(met({ growth: [at(1000, 100), at(50_000, 110)] })).toEqual([true]);
    expect(met({ growth: [at(1000, 100), at(10_000, 100), at(50_000, 111)] })).toEqual([false]);
    expect(met({ growth: [at(1000, 100)] })).toEqual([]);
  });
});

test('a quantile is one of the values', () => {
  expect(quantile([40, 10, 30, 20], 0.5)).toBe(20);
  expect(quantile([40, 10, 30, 20], 0.95)).toBe(40);
});

test('a lap runs each number once, so many at a time', async () => {
  const seen: number[] = [];
  let open = 0;
  let most = 0;
  const { flows } = await runLap({ flows: 7, concurrency: 3, from: 10 }, async (n) => {
    seen.push(n);
    most = Math.max(most, (open += 1));
    await new Promise((resolve) => setTimeout(resolve, 1));
    open -= 1;
  });
  expect([seen.sort(), flows, most]).toEqual([[10, 11, 12, 13, 14, 15, 16], 7, 3]);
});

test('a ledger with a payment too many, or two calls of a tenant at once, is not clean', () => {
  const effects = { 'subscription.created': 2, 'payment.applied': 2 };
  const tally = { calls: {}, busyMs: 0, effects, mostAtOnce: 1, defects: 0 };
  expect(countFaults(tally, 2)).toEqual([]);
  expect(countFaults({ ...tally, effects: { ...effects, 'payment.applied': 3 } }, 2)).toHaveLength(1);
  expect(countFaults({ ...tally, mostAtOnce: 2 }, 2)).toHaveLength(1);
});
