import { describe, expect, it } from '@jest/globals';
import { check } from '../check.js';
import type { LedgerEntry } from '../ledger.js';
import { flow, invoice, ledger, member, paidBy, purchase, row, snapshot, sold } from './scenes.js';
import type { Records } from './scenes.js';

const paidRow = row('1', 'REG', { paymentAmount: '95.00', paidThru: '2026-12-31' });
const good = purchase({ verdict: 'completed' }, { payment: { reference: 'REF' } });

function duplicates(entries: LedgerEntry[], after: Records, before: Records = {}, cases = [good]): string[] {
  const result = check({ before: snapshot(before), after: snapshot(after), ledger: entries, reports: cases });
  return result.duplicates.map((one) => one.sentence);
}

const settled: Records = { rows: [paidRow], invoices: [invoice('9001', '1', 'REG', '0.00', '95.00')] };

describe('duplicates', () => {
  it('finds none in one purchase with one payment', () => {
    expect(duplicates(ledger(...sold, paidBy('p1')), settled)).toEqual([]);
  });

  it('finds two payments with one reference on one line', () => {
    const found = duplicates(ledger(...sold, paidBy('p1'), paidBy('p2')), settled);
    expect(found).toContainEqual(expect.stringContaining('paid twice with reference "REF"'));
    expect(found).toContainEqual(expect.stringContaining('was owed 95.00 and was paid 190.00'));
  });

  it('finds a pending payment beside an applied one', () => {
    const pending = ['payment.pending', paidBy('p2')[1]] as const;
    expect(duplicates(ledger(...sold, paidBy('p1'), [...pending]), settled)).not.toEqual([]);
  });

  it('finds a second payment that became credit', () => {
    const credit = { partyId: '1', invoiceId: '9001', paymentId: 'p2', reference: 'REF', amount: '95.00' };
    const found = duplicates(ledger(...sold, paidBy('p1'), ['credit.created', credit]), settled);
    expect(found).toContainEqual(expect.stringContaining('paid twice'));
    expect(found).toContainEqual(expect.stringContaining('95.00 more than was owed'));
  });

  it('finds an invoice paid twice under different references', () => {
    const found = duplicates(ledger(...sold, paidBy('p1', 'A'), paidBy('p2', 'B')), settled);
    expect(found).toEqual(['Invoice 9001 was owed 95.00 and was paid 190.00.']);
  });

  it('lets one check pay several invoices', () => {
    const entries = ledger(paidBy('p1', 'CHK', '1001'), paidBy('p2', 'CHK', '1002'));
    const open = [invoice('1001', '1', 'REG', '95.00'), invoice('1002', '1', 'REG', '95.00')];
    const cases = [flow('payInvoice', { verdict: 'completed' }, { allOpen: true, payment: { reference: 'CHK' } })];
    expect(duplicates(entries, { invoices: [] }, { invoices: open }, cases)).toEqual([]);
  });

  it('does not count a voided payment', () => {
    const voided = ['payment.voided', { paymentId: 'p1', partyId: '1' }] as const;
    expect(duplicates(ledger(...sold, paidBy('p1'), [...voided], paidBy('p2')), settled)).toEqual([
      // The void took nothing back from the invoice in this hand-made ledger.
      'Invoice 9001 was owed 95.00 and was paid 190.00.',
    ]);
  });

  it('finds one term made twice', () => {
    const again = ['subscription.termAdded', sold[0]?.[1] ?? {}] as const;
    expect(duplicates(ledger(...sold, [...again]), settled)).toContainEqual(expect.stringContaining('twice'));
  });

  it('lets a term be made again after it was undone', () => {
    const ended = [
      'subscription.ended',
      { partyId: '1', itemId: 'REG', after: row('1', 'REG', { status: 1 }) },
    ] as const;
    const gone = ['invoice.reversed', { partyId: '1', invoiceId: '9001' }] as const;
    const again = sold.map(([kind, more]) => [kind, { ...more, invoiceId: '9002' }] as (typeof sold)[number]);
    expect(duplicates(ledger(...sold, [...gone], [...ended], ...again), settled)).toEqual([]);
  });

  it('finds a further term that nobody asked for', () => {
    const next = { partyId: '1', itemId: 'REG', termBegin: '2027-01-01', amount: '95.00' };
    const after = { rows: [row('1', 'REG', { billBegin: '2027-01-01', billThrough: '2027-12-31' })] };
    expect(duplicates(ledger(...sold, ['subscription.termAdded', next]), after)).toContainEqual(
      expect.stringContaining('a further term of REG from 2027-01-01'),
    );
  });

  it('finds one term on two invoices', () => {
    const second = ['invoice.created', { ...sold[1]?.[1], invoiceId: '9002' }] as const;
    const after = {
      rows: [paidRow],
      invoices: [invoice('9001', '1', 'REG', '95.00'), invoice('9002', '1', 'REG', '95.00')],
    };
    expect(duplicates(ledger(...sold, [...second]), after)).toContainEqual(
      expect.stringContaining('stands on two invoices'),
    );
  });

  it('finds a chapter added on top of itself', () => {
    const about = { partyId: '1', groupId: 'CHAPT/EAST' };
    const cases = [flow('changeChapter', { verdict: 'completed' }, { add: 'EAST' })];
    const members = [member('1', 'CHAPT/EAST')];
    const twice = ledger(['chapter.added', about], ['chapter.merged', about]);
    expect(duplicates(twice, { members }, {}, cases)).toHaveLength(1);
    const held = ledger(['chapter.merged', about]);
    expect(duplicates(held, { members }, { members }, cases)).toHaveLength(1);
    expect(duplicates(ledger(['chapter.added', about]), { members }, {}, cases)).toEqual([]);
  });

  it('finds an invoice reversed twice', () => {
    const about = { partyId: '1', invoiceId: '9001' };
    const found = duplicates(ledger(...sold, ['invoice.reversed', about], ['invoice.reversed', about]), {});
    expect(found).toEqual(['Invoice 9001 was reversed or written off twice.']);
  });
});
