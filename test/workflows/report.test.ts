import { expect, test } from '@jest/globals';
import type { StepReport } from '../../workflows/contracts/report.js';
import { backwardVerdict, forwardVerdict } from '../../workflows/saga/report.js';
import { stepReport } from '../setup/step-report.js';

const step = (more: Partial<StepReport> = {}): StepReport => stepReport({ startedAt: '', endedAt: null, ...more });

test.each([
  [[step()], 'completed'],
  [[step({ outcome: 'already-done' }), step()], 'completed'],
  [[step({ outcome: 'skipped' }), step()], 'completed-with-exceptions'],
  [[step(), step({ outcome: 'rejected' })], 'completed-with-exceptions'],
] as const)('forward %#', (steps, verdict) => {
  expect(forwardVerdict([...steps])).toBe(verdict);
});

test.each([
  [[], false, 'rejected'],
  [[step({ compensation: 'none' })], false, 'rejected'],
  [[step({ compensation: 'left' }), step({ compensation: 'none' })], false, 'rejected'],
  [[step({ compensation: 'undone' }), step({ compensation: 'left' })], false, 'compensated'],
  [[step({ compensation: 'marked-done' })], false, 'compensated'],
  [[step({ compensation: 'undone' }), step({ compensation: 'skipped' })], false, 'partly-compensated'],
  [[step({ compensation: 'undone' })], true, 'cancelled'],
  [[step({ compensation: 'skipped' })], true, 'partly-compensated'],
] as const)('backward %#', (steps, cancelled, verdict) => {
  expect(backwardVerdict([...steps], cancelled)).toBe(verdict);
});
