import { expect, test } from '@jest/globals';
import { emptyJudgement } from '../crash/result.js';
import { endingOf, findingsOf } from './findings.js';

const whole = { names: [], from: 0, until: 1000 };
const spans = [
  { names: ['50001', 'INV-1'], from: 100, until: 200 },
  { names: ['5000'], from: 700, until: 800 },
];
/** The machine was late once, at 150. */
const lateIn = (from: number, until: number): number => (from <= 150 && until >= 150 ? 900 : 3);

const found = (text: string, kind: 'orphans' | 'lost' = 'orphans') => findingsOf({ ...emptyJudgement(), [kind]: [text] }, spans, whole, lateIn);

test('a finding concerns the time of the runs whose ids it names, and no longer id that holds one of them', () => {
  expect(found('Party 50001 owes what nobody asked for')).toMatchObject([{ from: 100, until: 200, lateMs: 900 }]);
  expect(found('Party 5000 owes what nobody asked for')).toMatchObject([{ from: 700, until: 800, lateMs: 3 }]);
});

test('a finding that names none concerns all the time', () => {
  expect(found('a payment of nobody')).toMatchObject([{ from: 0, until: 1000, lateMs: 900 }]);
});

test('the end: found, unless the machine was late for all of it; a lost flow is lost whatever the machine did', () => {
  expect(endingOf([], 300)).toBe('clean');
  expect(endingOf(found('Party 50001 owes'), 300)).toBe('late');
  expect(endingOf([...found('Party 50001 owes'), ...found('Party 5000 owes')], 300)).toBe('found');
  expect(endingOf(found('50001 has not ended', 'lost'), 300)).toBe('found');
});
