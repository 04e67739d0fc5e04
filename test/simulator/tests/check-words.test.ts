import { describe, expect, it } from '@jest/globals';
import { check } from '../check.js';
import type { FlowCase } from '../check.js';
import type { LedgerEntry } from '../ledger.js';
import { flow, invoice, ledger, paidBy, purchase, row, snapshot, sold, step } from './scenes.js';
import type { Records } from './scenes.js';

const open: Records = { rows: [row('1', 'REG')], invoices: [invoice('9001', '1', 'REG', '95.00')] };
const paidRow = row('1', 'REG', { paymentAmount: '95.00', paidThru: '2026-12-31' });
const settled: Records = { rows: [paidRow], invoices: [invoice('9001', '1', 'REG', '0.00', '95.00')] };
const withPayment = { payment: { reference: 'REF' } };

function lies(entries: LedgerEntry[], after: Records, report: FlowCase | FlowCase[], before: Records = {}): string[] {
  const reports = Array.isArray(report) ? report : [report];
  const result = check({ before: snapshot(before), after: snapshot(after), ledger: entries, reports });
  return result.falseWords.map((one) => one.sentence);
}

describe('false words of a purchase', () => {
  it('finds none in an honest report', () => {
    const honest = purchase(
      {
        verdict: 'completed',
        ids: { invoiceId: '9001' },
        result: {
          term: { billBegin: '2026-01-01', billThrough: '2026-12-31' },
          billedAmount: '95.00',
          balance: '0',
          paidThru: '2026-12-31',
        },
        steps: [step('create subscription', 'done'), step('pay and confirm', 'done', { kind: 'pivot' })],
      },
      withPayment,
    );
    expect(lies(ledger(...sold, paidBy('p1')), settled, honest)).toEqual([]);
  });

  it('finds a completed purchase without a row', () => {
    expect(lies([], {}, purchase({ verdict: 'completed' }))).toEqual([
      expect.stringContaining('has no subscription to REG'),
    ]);
  });

  it('finds a wrong term', () => {
    const after = { rows: [row('1', 'REG', { billBegin: '2026-07-01' })] };
    expect(lies([], after, purchase({ verdict: 'completed' }))).toEqual([
      expect.stringContaining('but the row has 2026-07-01'),
    ]);
  });

  it('finds an inactive row', () => {
    const after = { rows: [row('1', 'REG', { status: 1 })] };
    expect(lies([], after, purchase({ verdict: 'completed' }))).toEqual([expect.stringContaining('is inactive')]);
  });

  it('finds a completed payment that left the line open', () => {
    const found = lies(ledger(...sold), open, purchase({ verdict: 'completed' }, withPayment));
    expect(found).toEqual([expect.stringContaining('95.00 of REG is still owed')]);
  });

  it('does not take the open bill of a later term for that of the purchase', () => {
    const later = (paidThru: string): Records => ({
      rows: [row('1', 'REG', { billBegin: '2027-01-01', billThrough: '2027-12-31', paidThru, invoiceId: '9002' })],
      invoices: [invoice('9001', '1', 'REG', '0.00', '95.00'), invoice('9002', '1', 'REG', '95.00')],
    });
    const termAdded = { partyId: '1', itemId: 'REG', termBegin: '2027-01-01', termThrough: '2027-12-31' };
    const entries = ledger(...sold, paidBy('p1'), ['subscription.termAdded', termAdded]);
    const told = (ids: object) => purchase({ verdict: 'completed', ids: { ...ids }, result: { billThrough: '2026-12-31' } }, withPayment);
    expect(lies(entries, later('2025-12-31'), told({ invoiceId: '9001' }))).toEqual([]);
    expect(lies(entries, later('2026-12-31'), told({}))).toEqual([]);
    expect(lies(entries, later('2025-12-31'), told({}))).toEqual([expect.stringContaining('not paid through 2026-12-31')]);
  });

  it.each([
    ['term', { term: { billBegin: '2026-02-01' } }],
    ['through', { billThrough: '2027-01-31' }],
    ['balance', { balance: '10.00' }],
    ['billed amount', { billedAmount: 65 }],
    ['paid through', { paidThru: '2025-12-31' }],
    ['chapter', { chapter: 'WEST' }],
  ])('finds a wrong %s in the result', (_name, result) => {
    const report = purchase({ verdict: 'completed', result }, withPayment);
    expect(lies(ledger(...sold, paidBy('p1')), settled, report)).toEqual([expect.stringContaining('states')]);
  });

  it('finds an invoice id that is not of this sale', () => {
    const report = purchase({ verdict: 'completed', ids: { invoiceId: '7777' } });
    expect(lies(ledger(...sold), open, report)).toEqual([expect.stringContaining('names invoice 7777')]);
  });

  it.each(['compensated', 'rejected', 'cancelled'])('finds a standing subscription denied by %s', (verdict) => {
    expect(lies(ledger(...sold), open, purchase({ verdict }))).toEqual([
      expect.stringContaining('denies the subscription'),
    ]);
  });

  it('finds a standing payment that is denied', () => {
    const report = flow('payInvoice', { verdict: 'rejected' }, { invoiceId: '9001', ...withPayment });
    expect(lies(ledger(paidBy('p1')), settled, report)).toEqual([expect.stringContaining('denies payment p1')]);
  });

  it('finds a flow that is closed without a verdict, and one whose undo failed', () => {
    expect(lies([], {}, purchase({ verdict: null }))).toEqual([expect.stringContaining('closed without a verdict')]);
    const steps = [step('create subscription', 'done', { compensation: 'unknown' })];
    expect(lies([], {}, purchase({ verdict: 'compensated', steps }))).toContainEqual(
      expect.stringContaining('is unknown'),
    );
  });
});
