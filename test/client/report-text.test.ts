import { describe, expect, test } from '@jest/globals';
import { exitCodeOf } from '../../client/cli/exit-code.js';
import { reportText } from '../../client/cli/report-text.js';
import type { Report, StepReport } from '../../workflows/contracts/report.js';

const step = (changes: Partial<StepReport>): StepReport => ({
  name: 'join chapter',
  kind: 'compensatable',
  outcome: 'done',
  owner: 'us',
  attempts: 1,
  compensation: null,
  ids: {},
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:01.000Z',
  note: 'the party is in CHAPT/EAST',
  ...changes,
});

const report = (changes: Partial<Report>): Report => ({
  flow: 'enrolMember',
  workflowId: 'enrolMember:default:1:REG:2026-01-01',
  tenant: 'default',
  key: 'enrolMember:default:1:REG:2026-01-01',
  reference: 'R-7',
  requestedBy: null,
  state: 'closed',
  verdict: 'completed',
  ids: { invoiceId: 'I-1' },
  result: { balance: '0.00', term: { begin: '2026-01-01' } },
  steps: [step({})],
  operator: [],
  notes: [],
  ...changes,
});

describe('reportText', () => {
  test('begins with the verdict and tells ids, steps and result; no colours of its own', () => {
    const text = reportText(report({}));
    expect(text).toMatch(/^Completed: everything was done\./);
    expect(text).toMatch(/reference {2}R-7/);
    expect(text).toMatch(/invoiceId I-1/);
    expect(text).toMatch(/│ join chapter\s+│ done\s+│\s+│ 1\s+│ the party is in CHAPT\/EAST\s+│/);
    expect(text).toMatch(/balance {2}0\.00\n {2}term {5}\{"begin":"2026-01-01"\}/);
    expect(text).not.toContain('\u001b');
  });

  test('a parked flow says where it waits, why, and the command that goes on', () => {
    const parked = {
      step: 'pay invoice',
      phase: 'forward',
      since: 'today',
      why: 'HTTP 403',
      verbs: ['retry', 'markDone'],
    } as const;
    const text = reportText(
      report({ state: 'parked', verdict: null, parked: { ...parked, verbs: [...parked.verbs] } }),
    );
    expect(text).toMatch(/^Parked: it waits for a person\./);
    expect(text).toContain('Waits at step "pay invoice" since today: HTTP 403');
    expect(text).toContain('duesflow repair enrolMember:default:1:REG:2026-01-01 retry --by YOU --why REASON');
    expect(text).toMatch(/markDone .*--ref/);
    expect(text).not.toMatch(/^ +skip/m);
  });

  test('an undone flow tells its cause, what was undone and what was never ours', () => {
    const steps = [
      step({ outcome: 'already-done', owner: 'other', compensation: 'left' }),
      step({ name: 'create subscription', compensation: 'undone' }),
    ];
    const cause = { step: 'pay invoice', type: 'Rejected', message: 'card declined' };
    const operator = [{ verb: 'compensate', step: 'pay invoice', by: 'clerk', why: 'asked to', at: 'now' }] as const;
    const text = reportText(
      report({ verdict: 'compensated', steps, cause, operator: [...operator], notes: ['a note'] }),
    );
    expect(text).toMatch(/^Compensated: what had been done was undone\./);
    expect(text).toContain('pay invoice: card declined');
    expect(text).toMatch(/already-done.*│ left/s);
    expect(text).toContain('not ours');
    expect(text).toContain('compensate at "pay invoice" by clerk: asked to');
    expect(text).toContain('a note');
  });

  test.each([40, 80, 200])('fits %i columns, or as few as its step names allow', (width) => {
    const long = step({ note: 'a sentence that goes on and on '.repeat(5) });
    const table = reportText(report({ steps: [long] }), { width })
      .split('\n')
      .filter((line) => /[│┌└]/.test(line));
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(Math.max(width, 90));
  });
});

test.each([
  ['closed', 'completed', 0],
  ['closed', 'completed-with-exceptions', 3],
  ['closed', 'rejected', 3],
  ['closed', 'cancelled', 3],
  ['parked', null, 4],
  ['running', null, 3],
] as const)('%s %s ends the command with %i', (state, verdict, code) => {
  expect(exitCodeOf({ state, verdict })).toBe(code);
});
