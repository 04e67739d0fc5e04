import { describe, expect, test } from '@jest/globals';
import { exitCodeOf } from '../../client/cli/exit-code.js';
import { reportText } from '../../client/cli/report-text.js';
import type { Verb } from '../../workflows/contracts/names.js';
import type { Report, StepReport } from '../../workflows/contracts/report.js';
import { stepReport } from '../setup/step-report.js';

const step = (changes: Partial<StepReport>): StepReport => stepReport({ note: 'the party is in CHAPT/EAST', ...changes });

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
    expect(text).toMatch(/│ join chapter\s+│ done\s+│\s+│\s+│ the party is in CHAPT\/EAST\s+│/);
    expect(text).toMatch(/balance {2}0\.00\n {2}term\n {4}begin {2}2026-01-01$/);
    expect(text).not.toContain('\u001b');
  });

  test('a result of several members has a line for each; a number of tries is told from the second on', () => {
    const plan = { toBill: 12, amount: '1140.00', file: '/data/plans/1.csv' };
    const items = [{ itemId: 'REG', amount: '95.00' }, { itemId: 'JOUR', amount: '5.00' }];
    const text = reportText(report({ result: { plan, items, invoiceIds: ['1', '2'] }, steps: [step({}), step({ attempts: 3 })] }));
    expect(text).toMatch(/\n {2}plan\n {4}toBill {2}12\n {4}amount {2}1140\.00\n {4}file {4}\/data\/plans\/1\.csv\n/);
    expect(text).toMatch(/\n {2}items\n {4}itemId REG, amount 95\.00\n {4}itemId JOUR, amount 5\.00\n {2}invoiceIds {2}1, 2$/);
    const tries = text.split('\n').filter((line) => line.startsWith('│')).map((line) => line.split('│')[4]!.trim());
    expect(tries).toEqual(['tries', '', '3']);
  });

  test('many ids have several lines, and what is empty says none', () => {
    const ids = { cartId: 'c'.repeat(36), orderId: 'o'.repeat(36), invoiceId: '8191' };
    const text = reportText(report({ ids, result: { changed: {}, unchanged: [], reference: '' } }), { width: 75 });
    expect(text).toMatch(/\n {2}ids {8}cartId c{36},\n {13}orderId o{36}, invoiceId 8191\n/);
    expect(text).toMatch(/changed {4}none\n {2}unchanged {2}none\n {2}reference {2}none$/);
  });

  test('a word that is longer than its column goes on in the next line', () => {
    const text = reportText(report({ steps: [step({ note: `holds lock:default:${'x'.repeat(60)}:end` })] }), { width: 80 });
    const known = text.split('\n').filter((line) => line.startsWith('│')).map((line) => line.split('│')[5]!.trim());
    expect(known.join('')).toBe(`what is knownholdslock:default:${'x'.repeat(60)}:end`);
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

  test('a plan waits for approval, and its verbs say what they mean for a plan', () => {
    const parked = {
      ...({ step: 'approve plan', phase: 'forward', since: 'today', why: '1,204 members, 114,380.00 USD' } as const),
      verbs: ['approve', 'retry', 'compensate'] as Verb[],
    };
    const text = reportText(report({ flow: 'runRenewals', state: 'parked', verdict: null, parked }));
    expect(text).toMatch(/^Parked: the plan waits for approval; nothing has been written yet\./);
    expect(text).toContain('1,204 members, 114,380.00 USD');
    expect(text).toMatch(/repair \S+ approve --by YOU --why REASON/);
    expect(text).toMatch(/retry +make the plan again/);
    expect(text).toMatch(/compensate +do not approve/);
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
