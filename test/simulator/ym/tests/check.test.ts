import { describe, expect, it } from '@jest/globals';
import type { FlowCase, FlowReport } from '../../check.js';
import { step } from '../../tests/scenes.js';
import { clean, invoice, judged, payment, told } from './scenes.js';
import type { Records } from './scenes.js';

const ids = { invoiceNumber: 7, invoiceGuid: 'guid-7' };
const steps = [step('create dues', 'done', { kind: 'pivot' })];
const paySteps = [...steps, step('pay invoice', 'done', { kind: 'retriable' })];
const result = { amount: '120.00', balance: '0.00', paymentReference: 'REF' };
const completed = told({ verdict: 'completed', ids, steps, result: { amount: '120', balance: '120.00' } });
const paidUp = told({ verdict: 'completed', ids, steps: paySteps, result }, { payment: { type: 'Check' } });
const settled = invoice(7, { balance: '0.00', closedOn: '2026-01-03' });

describe('an honest flow', () => {
  it.each([
    ['left open', { invoices: [invoice(7)] }, completed],
    ['paid', { invoices: [settled], payments: [payment(1, 7)] }, paidUp],
    ['refused', {}, told({ verdict: 'rejected', steps: [step('check membership', 'rejected', { kind: 'read' })] })],
    ['parked', { invoices: [invoice(7)] }, told({ state: 'parked', steps: [step('create dues', 'unknown', { kind: 'pivot' })] })],
    ['found', { before: [settled] }, told({ verdict: 'completed', ids, steps: [step('create dues', 'already-done')] })],
  ])('that was %s is clean', (_what, records, report) => {
    expect(judged(records, report)).toEqual(clean);
  });

  it('may bill two periods, and the next one after the expiry moved', () => {
    const periods = [told({ ...completed.report }, { period: '1' }), told({ ...completed.report, ids: { invoiceNumber: 8 } }, { period: '2' })];
    expect(judged({ invoices: [invoice(7), invoice(8)] }, ...periods)).toEqual(clean);
    const moved = invoice(8, { expiryBefore: '2026-12-31' });
    const next = told({ ...completed.report, ids: { invoiceNumber: 8 } });
    expect(judged({ invoices: [settled, moved], payments: [payment(1, 7)] }, paidUp, next)).toEqual(clean);
  });
});

describe('an invoice of the office', () => {
  const theirs = { before: [{ ...settled, createdBy: 'staff' }], payments: [payment(1, 7)] };
  const operator = [{ verb: 'markDone', step: 'create dues' }];

  it('may be paid when a person has given it to the flow', () => {
    const given = told({ ...paidUp.report, ids: { invoiceNumber: 7 }, steps: [step('create dues', 'already-done'), paySteps[1]!], operator }, paidUp.input);
    expect(judged(theirs, given)).toEqual(clean);
  });

  it('may not be paid otherwise', () => {
    const { undoneBefore } = judged(theirs, paidUp);
    expect(undoneBefore.map((one) => one.sentence)).toEqual(['Dues invoice 7, which the flows did not make, was paid.']);
  });
});

describe('duplicates', () => {
  it.each([
    ['two invoices for one act', { invoices: [invoice(7), invoice(8)] }, 'more than once, by invoices 7 and 8'],
    ['an invoice beside an open one', { invoices: [invoice(7)], before: [invoice(3, { createdBy: 'staff' })] }, 'though invoice 3 was open'],
    ['two payments of one reference', { invoices: [settled], payments: [payment(1, 7), payment(2, 7)] }, 'twice with the reference "REF"'],
    [
      'a payment in the wrong unit',
      { invoices: [invoice(7, { balance: '-11880.00' })], payments: [payment(1, 7, { amount: '12000.00' })] },
      '11880.00 too much',
    ],
  ])('are %s', (_what, records, sentence) => {
    expect(judged(records, paidUp).duplicates.map((one) => one.sentence)).toEqual([expect.stringContaining(sentence)]);
  });

  it('are two invoices with the same marker, whatever was asked', () => {
    const invoices = [invoice(7, { comment: 'M' }), invoice(8, { comment: 'M' })];
    const both = [told({ ...completed.report }, { period: '1' }), told({ ...completed.report }, { period: '2' })];
    expect(judged({ invoices }, ...both).duplicates).toHaveLength(1);
  });
});

describe('orphans', () => {
  const refused = told({ verdict: 'rejected' }, { payment: {} });
  it.each([
    ['nobody asked for', [], 2],
    ['a rejected flow left', [refused], 2],
    ['a payment that no flow was asked for', [completed], 1],
  ])('are what %s', (_what, reports: FlowCase[], count) => {
    expect(judged({ invoices: [settled], payments: [payment(1, 7)] }, ...reports).orphans).toHaveLength(count);
  });

  it('are not what belongs to another member', () => {
    const other = told({ verdict: 'completed', ids: { invoiceNumber: 8 } }, { memberId: 2 });
    const { orphans } = judged({ invoices: [invoice(7), invoice(8, { memberId: 2 })] }, other);
    expect(orphans.map((one) => one.sentence)).toEqual([expect.stringContaining('invoice 7 of member 1')]);
  });
});

describe('false words', () => {
  const open = { invoices: [invoice(7)] };
  it.each([
    ['no invoice named', open, { ids: {} }, 'names no invoice'],
    ['an invoice that is not there', {}, { steps: [] }, 'names invoice 7, which is none of member 1'],
    ['a deed that is not there', {}, { verdict: 'rejected', ids: {} }, 'step "create dues" is done but'],
    ['another guid', open, { ids: { ...ids, invoiceGuid: 'other' } }, 'names guid other'],
    ['another amount', open, { result: { amount: 100 } }, 'states amount 100 but invoice 7 is over 120.00'],
    ['another balance', open, { result: { balance: '0' } }, 'states balance 0 but'],
    ['a denial', open, { verdict: 'rejected', ids: {} }, 'denies dues invoice 7'],
    [
      'an own deed blamed on others',
      open,
      { steps: [step('create dues', 'already-done', { owner: 'other' })] },
      "it was the flow's own doing",
    ],
  ])('are %s', (_what, records: Records, report: Partial<FlowReport>, sentence) => {
    const words = judged(records, told({ ...completed.report, ...report })).falseWords.map((one) => one.sentence);
    expect(words).toEqual([expect.stringContaining(sentence)]);
  });

  it('are a payment that did not pay, and one that does not stand', () => {
    const words = judged({ invoices: [invoice(7, { balance: '100.00' })], payments: [payment(1, 7, { amount: '20.00', reference: 'X' })] }, paidUp);
    expect(words.falseWords.map((one) => one.sentence)).toEqual([
      expect.stringContaining('states balance 0.00'),
      expect.stringContaining('still owes 100.00'),
      expect.stringContaining('the payment "REF", which does not stand'),
    ]);
  });
});

it('finds the payment of an invoice that the office made', () => {
  const office = invoice(7, { createdBy: 'staff', balance: '0.00' });
  expect(judged({ before: [office], payments: [payment(1, 7)] }, paidUp).undoneBefore).toHaveLength(1);
});
