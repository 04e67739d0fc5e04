/** Random worlds. */
import fc from 'fast-check';
import { VERBS } from '../../../workflows/contracts/names.js';
import type { Fate, Move, Point, Scenario, StepPlan, Wish } from './scenario.js';

export const weighted = <T>(...choices: [number, T][]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const fate: fc.Arbitrary<Fate> = fc.record({
  how: weighted<Fate['how']>([4, 'done'], [3, 'rejected'], [3, 'unavailable'], [1, 'unauthorized'], [4, 'unknown'], [3, 'fails'], [1, 'invalid']),
  sent: fc.boolean(),
  lands: fc.boolean(),
});

/** Members that are absent mean the core's own defaults. */
const on: fc.Arbitrary<StepPlan['on']> = fc
  .record({
    rejected: weighted<Wish | undefined>([4, undefined], [1, 'park'], [1, 'leave']),
    unavailable: weighted<Wish | undefined>([4, undefined], [1, 'compensate']),
    unauthorized: weighted<Wish | undefined>([4, undefined], [1, 'compensate']),
    unknown: weighted<Wish | undefined>([6, undefined], [1, 'compensate'], [1, 'leave']),
  })
  .map((wishes) => Object.fromEntries(Object.entries(wishes).filter(([, wish]) => wish !== undefined)) as StepPlan['on']);

const step: fc.Arbitrary<StepPlan> = fc
  .record({
    kind: weighted<StepPlan['kind']>([6, 'compensatable'], [2, 'pivot'], [1, 'retriable'], [1, 'read']),
    undos: weighted([3, 1], [2, 2]),
    on,
    skippable: weighted([4, false], [1, true]),
    correctable: fc.boolean(),
    needs: weighted([4, false], [1, true]),
    there: weighted([3, false], [1, true]),
    clear: weighted([2, true], [1, false]),
    fates: fc.array(fate, { maxLength: 3 }),
    undoFates: fc.array(fate, { maxLength: 3 }),
  })
  .map((one) => ({ ...one, undos: one.kind === 'compensatable' ? one.undos : 0, skippable: one.skippable && one.kind === 'pivot' }));

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Move>({ what: 'cancel' }) },
  {
    weight: 5,
    arbitrary: fc.record<Extract<Move, { what: 'verb' }>>({
      what: fc.constant('verb'),
      verb: fc.constantFrom(...VERBS),
      signed: weighted([9, true], [1, false]),
      step: weighted([3, 'absent'], [3, 'right'], [1, 'wrong']),
      input: weighted([3, 'absent'], [4, 'correction'], [2, 'invalid'], [3, 'needed'], [1, 'foreign'], [1, 'empty']),
      ref: weighted([7, true], [1, false]),
      byHand: weighted([2, true], [1, false]),
      twice: weighted([3, false], [1, true]),
    }),
  },
);

const point: fc.Arbitrary<Point> = fc.record({
  moves: fc.oneof({ weight: 2, arbitrary: fc.constant<Move[]>([]) }, { weight: 3, arbitrary: fc.array(move, { maxLength: 2 }) }),
  together: fc.boolean(),
  evict: weighted([7, false], [1, true]),
});

export const worlds: fc.Arbitrary<Scenario> = fc.record({
  approval: weighted([7, false], [1, true]),
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  points: fc.array(point, { maxLength: 12 }),
});
