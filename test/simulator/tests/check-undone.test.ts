import { describe, expect, it } from '@jest/globals';
import { check } from '../check.js';
import type { FlowCase } from '../check.js';
import type { LedgerEntry } from '../ledger.js';
import { flow, invoice, ledger, member, paidBy, party, purchase, row, snapshot } from './scenes.js';
import type { Records } from './scenes.js';

function undone(entries: LedgerEntry[], before: Records, after: Records, reports: FlowCase[]): string[] {
  const result = check({ before: snapshot(before), after: snapshot(after), ledger: entries, reports });
  return result.undoneBefore.map((one) => one.sentence);
}

const east = { partyId: '1', groupId: 'CHAPT/EAST' };
const inEast: Records = { members: [member('1', 'CHAPT/EAST')], parties: [party('1', { chapter: 'EAST' })] };
const lastYear = row('1', 'REG', {
  billBegin: '2025-01-01',
  billThrough: '2025-12-31',
  paidThru: '2025-12-31',
  billedAmount: '0.00',
});
const touched = { partyId: '1', itemId: 'REG' };

describe('what stood before', () => {
  it('finds a membership of years that an undo removed, and the cleared Chapter', () => {
    const entries = ledger(['chapter.removed', east], ['party.chapterCleared', east]);
    const undid = purchase({ flow: 'enrolMember', verdict: 'compensated' }, { chapter: 'EAST' });
    const found = undone(entries, inEast, { members: [], parties: [party('1')] }, [undid]);
    expect(found).toEqual([
      expect.stringContaining('was in CHAPT/EAST before'),
      expect.stringContaining('Chapter of party 1 was EAST before and is empty'),
    ]);
  });

  it('accepts the removal that a flow was asked for', () => {
    const entries = ledger(['chapter.removed', east], ['party.chapterCleared', east]);
    const asked = flow('changeChapter', { verdict: 'completed' }, { remove: 'EAST' });
    expect(undone(entries, inEast, { members: [], parties: [party('1')] }, [asked])).toEqual([]);
  });

  it('finds a transfer that was undone without bringing the old chapter back', () => {
    const entries = ledger(['chapter.removed', east]);
    const undid = flow('changeChapter', { verdict: 'compensated' }, { from: 'EAST', to: 'WEST' });
    expect(undone(entries, inEast, { members: [], parties: [party('1', { chapter: 'EAST' })] }, [undid])).toHaveLength(
      1,
    );
  });

  it('finds an old chapter that came back with another join date', () => {
    const entries = ledger(['chapter.removed', east], ['chapter.added', east]);
    const undid = flow('changeChapter', { verdict: 'compensated' }, { from: 'EAST', to: 'WEST' });
    const back = { ...member('1', 'CHAPT/EAST'), joinDate: '2026-11-21' };
    const after = { members: [back], parties: [party('1', { chapter: 'EAST' })] };
    expect(undone(entries, inEast, after, [undid])).toEqual([expect.stringContaining('another join date')]);
  });

  it.each([
    ['ended', { status: 1 as const, cancelledAsOf: '2026-11-20' }, 'status, cancelledAsOf'],
    ['moved', { billBegin: '2026-01-01', billThrough: '2026-12-31' }, 'billBegin, billThrough'],
    ['unpaid', { paidThru: undefined }, 'paidThru'],
    ['billed', { billedAmount: '95.00' }, 'balance'],
    ['given away', { billToPartyId: '2' }, 'billToPartyId'],
  ])('finds a row of an earlier term that was %s', (_name, change, words) => {
    const entries = ledger(
      ['subscription.termAdded', { ...touched, termBegin: '2026-01-01' }],
      ['subscription.ended', touched],
    );
    const after = { rows: [{ ...lastYear, ...change } as typeof lastYear] };
    const found = undone(entries, { rows: [lastYear] }, after, [purchase({ verdict: 'compensated' })]);
    expect(found).toEqual([expect.stringContaining(words)]);
  });

  it('accepts a row that was brought back, and one that a completed flow renewed', () => {
    const entries = ledger(
      ['subscription.termAdded', { ...touched, termBegin: '2026-01-01' }],
      ['subscription.changed', touched],
    );
    expect(undone(entries, { rows: [lastYear] }, { rows: [lastYear] }, [purchase({ verdict: 'compensated' })])).toEqual(
      [],
    );
    const renewed = { rows: [row('1', 'REG')] };
    expect(undone(entries, { rows: [lastYear] }, renewed, [purchase({ verdict: 'completed' })])).toEqual([]);
  });

  it('finds an invoice of before that was reversed', () => {
    const before = { invoices: [invoice('8000', '1', 'REG', '95.00')] };
    const after = { invoices: [invoice('8000', '1', 'REG', '0.00')] };
    const entries = ledger(['invoice.reversed', { partyId: '1', invoiceId: '8000' }]);
    expect(undone(entries, before, after, [purchase({ verdict: 'compensated' })])).toEqual([
      'Invoice 8000 stood before and was taken back.',
    ]);
  });

  it('finds a paid invoice that owes again', () => {
    const before = { invoices: [invoice('8000', '1', 'REG', '0.00', '95.00')] };
    const after = { invoices: [invoice('8000', '1', 'REG', '95.00')] };
    const found = undone(ledger(['subscription.changed', touched]), before, after, [
      purchase({ verdict: 'compensated' }),
    ]);
    expect(found).toEqual([expect.stringContaining('was paid before and owes 95.00')]);
  });

  it('finds an adjusted line of an invoice of before', () => {
    const before = invoice('8000', '1', 'REG', '95.00');
    const lines = before.lines.map((line) => ({ ...line, adjustment: '-95.00', balance: '0.00' }));
    const after = { invoices: [{ ...before, balance: '0.00', lines }] };
    const found = undone(ledger(['subscription.changed', touched]), { invoices: [before] }, after, [
      purchase({ verdict: 'compensated' }),
    ]);
    expect(found).toEqual([expect.stringContaining('was adjusted')]);
  });

  it("finds another party's line that a purchase paid", () => {
    const foreign = ['payment.applied', { ...paidBy('p1')[1], partyId: '2', itemId: 'JOUR' }] as const;
    const found = undone(ledger([...foreign]), {}, {}, [purchase({ verdict: 'completed' }, { payment: {} })]);
    expect(found).toEqual([expect.stringContaining('The line of JOUR for party 2')]);
  });

  it('finds a member type that an undo changed', () => {
    const entries = ledger(['party.membershipCancelled', touched]);
    const after = { parties: [party('1', { customerType: 'NM' })] };
    expect(undone(entries, {}, after, [purchase({ verdict: 'compensated' })])).toEqual([
      expect.stringContaining('Customer type'),
    ]);
  });
});
