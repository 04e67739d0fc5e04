import { describe, expect, test } from '@jest/globals';
import { makePlan, type Choice } from './plan.js';
import { soakFaults } from './faults.js';

const tenants: Choice[][] = [
  [
    { name: 'a-1', flow: 'a', labels: ['POST Subscription'] },
    { name: 'a-2', flow: 'a', labels: ['POST Subscription', 'POST ComboOrder'] },
    { name: 'b-1', flow: 'b', labels: ['PUT Party'] },
  ],
  [{ name: 'c-1', flow: 'c', labels: [] }],
];
const options = { ms: 600_000, flowsPerSecond: 0.5, seed: 7, tenants };
const plan = makePlan(options);

describe('the plan', () => {
  test('comes again with its seed, and not with another', () => {
    expect(makePlan(options)).toEqual(plan);
    expect(makePlan({ ...options, seed: 8 })).not.toEqual(plan);
  });

  test('has about as many flows as asked for, in order, within the time', () => {
    expect(plan.flows.length).toBeGreaterThan(240);
    expect(plan.flows.length).toBeLessThan(360);
    const times = plan.flows.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThan(options.ms);
  });

  test('gives each tenant only what fits it', () => {
    for (const { tenant, script } of plan.flows) expect(tenants[tenant]!.map(({ name }) => name)).toContain(script);
    for (const { tenant, label } of plan.faults) expect(['GET', ...tenants[tenant]!.flatMap(({ labels }) => labels)]).toContain(label);
  });

  test('plays each flow about as often, however many scripts it has', () => {
    const ofFirst = plan.flows.filter(({ tenant }) => tenant === 0);
    const share = ofFirst.filter(({ script }) => script.startsWith('a')).length / ofFirst.length;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.65);
  });

  test('leaves the beginning in peace', () => {
    for (const { at } of [...plan.strikes, ...plan.faults, ...plan.restarts]) expect(at).toBeGreaterThanOrEqual(5000);
  });

  test('more flows do not shift the strikes', () => {
    expect(makePlan({ ...options, flowsPerSecond: 2 }).strikes).toEqual(plan.strikes);
  });
});

test('an effect is never later than from its arrival: a stopped worker keeps its connection open', () => {
  const late = soakFaults('POST Subscription').flatMap(({ fault }) => (fault.kind === 'late-hang' ? [fault] : []));
  expect(late).toEqual([{ kind: 'late-hang', lateMs: 1700, from: 'arrival' }]);
});

test('reads meet no fault that needs an effect', () => {
  const kinds = soakFaults('GET').map(({ fault }) => fault.kind);
  expect(kinds).toContain('500-before');
  expect(kinds).not.toContain('late');
});
