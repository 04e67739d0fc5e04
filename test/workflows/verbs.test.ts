import { describe, expect, test } from '@jest/globals';
import type { StepKind } from '../../workflows/contracts/report.js';
import type { Entry, Parked } from '../../workflows/saga/state.js';
import { refusal, verbsFor, type Phase } from '../../workflows/saga/verbs.js';

function entry(kind: StepKind, prior: Entry['prior'] = 'none', more: Partial<Entry['step']> = {}): Entry {
  return { step: { name: 'a step', kind, act: 'pay', ...more }, prior, report: { name: 'a step' } } as Entry;
}

/** The table of write-protocol section 3. */
test.each<[string, Entry, Phase, boolean, string[]]>([
  ['before the pivot', entry('compensatable'), 'forward', false, ['retry', 'skip', 'markDone', 'compensate']],
  ['before the pivot, perhaps sent', entry('compensatable', 'maybeSent'), 'forward', false, ['retry', 'skip', 'markDone', 'compensate']],
  ['with members to correct', entry('compensatable', 'none', { correctable: ['chapter'] }), 'forward', false, ['retry', 'retryWith', 'skip', 'markDone', 'compensate']],
  ['at the pivot, not sent', entry('pivot', 'none', { correctable: ['payment'] }), 'forward', false, ['retry', 'retryWith', 'skip', 'markDone', 'compensate']],
  ['at the pivot, perhaps sent', entry('pivot', 'maybeSent', { correctable: ['payment'] }), 'forward', true, ['retry', 'markDone']],
  ['at a pivot that may be left, perhaps sent', entry('pivot', 'maybeSent', { skippable: true }), 'forward', true, ['retry', 'skip', 'markDone']],
  ['after the pivot', entry('compensatable'), 'forward', true, ['retry', 'markDone']],
  ['after the pivot, retriable', entry('retriable'), 'forward', true, ['retry', 'skip', 'markDone']],
  ['while compensating', entry('compensatable'), 'compensating', false, ['retry', 'skip', 'markDone']],
])('verbs %s', (_when, parkedEntry, phase, pastPivot, verbs) => {
  expect(verbsFor(parkedEntry, phase, pastPivot)).toEqual(verbs);
});

describe('refusal', () => {
  const who = { by: 'Kim', why: 'because' };
  const parked = (more: Partial<Parked> = {}): Parked => ({
    entry: entry('compensatable', 'none', { correctable: ['chapter'], needs: ['invoiceId'] }),
    phase: 'forward',
    since: '',
    why: '',
    verbs: ['retry', 'retryWith', 'skip', 'markDone', 'compensate'],
    checking: false,
    ...more,
  });

  test.each([
    ['nothing is parked', 'retry', who, undefined, 'not parked'],
    ['a decision is under way', 'retry', who, parked({ decision: { verb: 'skip' } }), 'being carried out'],
    ['a look is under way', 'retry', who, parked({ checking: true }), 'being carried out'],
    ['nobody', 'retry', { ...who, by: ' ' }, parked(), 'who decides'],
    ['no reason', 'retry', { by: 'Kim', why: '' }, parked(), 'why'],
    ['no arguments at all', 'retry', undefined, parked(), 'who decides'],
    ['another step', 'retry', { ...who, step: 'b' }, parked(), 'parked at "a step"'],
    ['a verb that does not fit', 'compensate', who, parked({ verbs: ['retry'] }), 'reversePayment'],
    ['a foreign correction', 'retryWith', { ...who, input: { partyId: '2' } }, parked(), 'not partyId'],
    ['an empty correction', 'retryWith', { ...who, input: {} }, parked(), 'corrects chapter'],
    ['done by whom knows', 'markDone', who, parked(), 'needs ref'],
    ['a skip that leaves later steps without', 'skip', who, parked(), 'need invoiceId'],
  ] as const)('%s', (_why, verb, args, state, text) => {
    expect(refusal(verb, args as never, state)).toContain(text);
  });

  test('past the point of no return of a system that takes nothing back, no flow is named', () => {
    const state = parked({ entry: entry('pivot', 'maybeSent', { takenBack: 'in its admin site' }), verbs: ['retry'] });
    expect(refusal('compensate', who, state)).toMatch(/^(?!.*reversePayment).*in its admin site/);
  });

  test.each([
    ['retry', who],
    ['retryWith', { ...who, input: { chapter: 'WEST' } }],
    ['skip', { ...who, input: { invoiceId: '1' } }],
    ['markDone', { ...who, ref: '30001' }],
    ['compensate', { ...who, step: 'a step' }],
  ] as const)('%s is taken when it fits', (verb, args) => {
    expect(refusal(verb, args, parked())).toBeUndefined();
  });
});
