/** When a completed run has settled what older runs of its key may have left. */
import { expect, test } from '@jest/globals';
import { settles } from '../../../activities/tenants/leftover.js';
import type { OperatorAct, StepOutcome, StepReport } from '../../../workflows/contracts/report.js';

const step = (name: string, outcome: StepOutcome): StepReport => ({ name, kind: 'compensatable', outcome, owner: null, attempts: 1, compensation: null, ids: {}, startedAt: '', endedAt: null, note: '' });
const act = (verb: OperatorAct['verb'], of: string): OperatorAct => ({ verb, step: of, by: 'Kim', why: 'test', at: '' });

test.each<[string, StepReport[], OperatorAct[], boolean]>([
  ['it did the step', [step('join', 'done')], [], true],
  ['it found it as wished', [step('join', 'already-done')], [], true],
  ['a person has compared and marked it done', [step('join', 'marked-done')], [act('markDone', 'join')], true],
  ['a person skipped it', [step('join', 'skipped')], [act('skip', 'join')], false],
  ['it had no such step', [step('leave', 'done')], [], false],
  ['one of several of the name did not end well', [step('join', 'done'), step('join', 'unknown')], [], false],
  ['it was corrected, perhaps to another record', [step('join', 'done')], [act('retryWith', 'join')], false],
  ['another step was corrected', [step('join', 'done'), step('pay', 'done')], [act('retryWith', 'pay')], true],
])('%s', (_what, steps, operator, settled) => {
  expect(settles({ steps, operator }, 'join')).toBe(settled);
});
