import { expect, test } from '@jest/globals';
import type { StepReport } from '../../workflows/contracts/report.js';
import { backwardVerdict, forwardVerdict, toMarkdown, toReport } from '../../workflows/saga/report.js';
import type { SagaData } from '../../workflows/saga/state.js';
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

test('markdown: a cell cannot break the table, and what is parked comes first', () => {
  const entry = { report: step({ note: 'a | b\nc' }), made: [] };
  const data = {
    flow: 'changeChapter', workflowId: 'w', tenant: 'default', key: 'k', reference: null, requestedBy: null, partyId: '1',
    entries: [entry], result: {}, compensating: false, pastPivot: false, cancelRequested: false, verdict: null, operator: [], notes: [],
    parked: { entry, phase: 'forward', since: '2026-01-01', why: 'no right', verbs: ['retry'], checking: false },
  } as unknown as SagaData;
  const text = toMarkdown(toReport(data));
  expect(text).toContain('| join chapter | done |  | a / b c |');
  expect(text.indexOf('no right')).toBeLessThan(text.indexOf('| step |'));
});
