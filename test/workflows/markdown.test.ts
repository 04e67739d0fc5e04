/** The current details of the Web UI: what somebody reads who knows no Temporal. */
import { expect, test } from '@jest/globals';
import type { Report, StepReport } from '../../workflows/contracts/report.js';
import { toMarkdown } from '../../workflows/saga/markdown.js';
import { stepReport } from '../setup/step-report.js';

const step = (more: Partial<StepReport> = {}): StepReport => stepReport({ startedAt: '', endedAt: null, ...more });

const told = (more: Partial<Report>): string =>
  toMarkdown({
    flow: 'enrolMember', workflowId: 'enrolMember:default:1:REG:2026-01-01', tenant: 'default', key: 'k', reference: null, requestedBy: null,
    state: 'running', verdict: null, ids: {}, result: {}, steps: [step()], operator: [], notes: [], ...more,
  }).replaceAll('\u00a0', ' ');

const parked = { step: 'pay invoice', phase: 'forward', since: '2026-03-01T15:42:10.150Z', why: 'the card was charged', verbs: ['retry', 'markDone'] } as const;

test('how it stands comes first, in a sentence', () => {
  expect(told({ state: 'closed', verdict: 'compensated' })).toMatch(/^\*\*Compensated\*\*: what had been done was undone\.\n/);
  expect(told({ state: 'parked', parked: { ...parked, verbs: ['approve', 'retry'] } })).toMatch(/^\*\*Parked\*\*: the plan waits for approval/);
});

test('what waits, what to do, and what each verb means stand above the table', () => {
  const text = told({ state: 'parked', parked: { ...parked, verbs: [...parked.verbs] } });
  const order = ['Waits at step "pay invoice"** since 2026-03-01 15:42 UTC: the card was charged', "duesflow repair 'enrolMember:default:1:REG:2026-01-01' retry", '- **markDone**: it was done by hand', '| step |'];
  const places = order.map((words) => text.indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(told({ state: 'parked', parked: { ...parked, phase: 'compensating', verbs: ['skip'] } })).toMatch(/the undo of "pay invoice"[^]*- \*\*skip\*\*: leave what is left/);
});

test('outcomes have a sign and a word, and undos a column where there are any', () => {
  expect(told({ steps: [step({ outcome: 'already-done', owner: 'other' })] })).toContain('| step | outcome | what is known |\n| --- | --- | --- |\n| join chapter | ✓ was so already (not ours) |');
  expect(told({ steps: [step({ compensation: 'undone' }), step({ outcome: 'rejected', compensation: 'none' })] })).toMatch(/\| step \| outcome \| undo \|[^]*\| ✓ done \| ↩ undone \|[^]*\| ✕ rejected \| – nothing to undo \|/);
});

test('what others wrote cannot break the table, and is neither link nor heading', () => {
  const text = told({ steps: [step({ note: 'a | b\n# c [d](http://e)' })], cause: { step: 'pay invoice', type: 'rejected', message: '<b>`no`</b>' } });
  expect(text).toContain('| a / b \\# c \\[d\\](http://e) |');
  expect(text).toContain('**Why:** pay invoice: \\<b\\>\\`no\\`\\</b\\>');
});

test('a long word leaves its middle out, so that the table stays within the page', () => {
  const path = `/data/renewals/default/${'x'.repeat(80)}/results-of-january.csv`;
  expect(told({ steps: [step({ note: path })] })).toContain('| /data/renewals/defau…ts-of-january.csv |'.replace('…ts-of-january.csv', `…${path.slice(-20)}`));
});

test('what was read last is told in words, decisions with day and name', () => {
  const text = told({ result: { paidThru: '2026-12-31', balance: '0.00', reference: '', plan: { toBill: 3 }, pending: false }, operator: [{ verb: 'retry', step: 'pay invoice', by: 'Kim Doe', why: 'the API is back', at: '2026-03-02T09:00:00.000Z' }] });
  expect(text).toContain('**As last read:** paid thru 2026-12-31, balance 0.00, reference none');
  expect(text).toContain('- 2026-03-02 09:00 UTC, Kim Doe: retry at "pay invoice": the API is back');
  expect(text).not.toMatch(/toBill|pending/);
});
