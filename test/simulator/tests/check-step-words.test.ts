import { describe, expect, it } from '@jest/globals';
import { check } from '../check.js';
import type { FlowCase } from '../check.js';
import type { LedgerEntry } from '../ledger.js';
import type { PaymentRecord } from '../world/model.js';
import { flow, invoice, ledger, member, paidBy, purchase, row, snapshot, sold, step } from './scenes.js';
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

describe('false words of single steps', () => {
  const parked = { state: 'parked', verdict: null };

  it('finds a subscription said to be done that nobody made', () => {
    const report = purchase({ ...parked, steps: [step('create subscription', 'done')] });
    expect(lies([], {}, report)).toEqual([expect.stringContaining('no such subscription')]);
  });

  it('finds a payment said to be done that does not stand', () => {
    const report = purchase(
      { ...parked, steps: [step('create subscription', 'done'), step('pay and confirm', 'done')] },
      withPayment,
    );
    expect(lies(ledger(...sold), open, report)).toEqual([expect.stringContaining('no payment of it stands')]);
  });

  it('finds a chapter said to be done that nobody changed', () => {
    const report = flow('changeChapter', { ...parked, steps: [step('join chapter', 'done')] }, { add: 'EAST' });
    expect(lies([], {}, report)).toEqual([expect.stringContaining('no such change of CHAPT/EAST')]);
  });

  it('asks no record of a step that only reads', () => {
    const report = flow(
      'changeChapter',
      { ...parked, steps: [step('check chapter', 'done', { kind: 'read' })] },
      { add: 'EAST' },
    );
    expect(lies([], {}, report)).toEqual([]);
  });

  it('finds own deeds blamed on others', () => {
    const blame = { owner: 'other' };
    const bought = purchase({ verdict: 'completed', steps: [step('create subscription', 'already-done', blame)] });
    expect(lies(ledger(...sold), open, bought)).toEqual([expect.stringContaining('another made the subscription')]);
    const input = { invoiceId: '9001', ...withPayment };
    const paid = flow(
      'payInvoice',
      { verdict: 'completed', steps: [step('pay invoice', 'already-done', blame)] },
      input,
    );
    expect(lies(ledger(paidBy('p1')), settled, paid)).toEqual([expect.stringContaining('another paid')]);
    const joined = flow(
      'changeChapter',
      { verdict: 'completed', steps: [step('join chapter', 'already-done', blame)] },
      { add: 'EAST' },
    );
    const entries = ledger(['chapter.added', { partyId: '1', groupId: 'CHAPT/EAST' }]);
    expect(lies(entries, { members: [member('1', 'CHAPT/EAST')] }, joined)).toEqual([
      expect.stringContaining('another changed'),
    ]);
  });

  it('believes it when another flow may have made it', () => {
    const first = purchase({ verdict: 'completed', steps: [step('create subscription', 'done')] });
    const second = purchase({
      verdict: 'completed',
      workflowId: 'b',
      steps: [step('create subscription', 'already-done', { owner: 'other' })],
    });
    expect(lies(ledger(...sold), open, [first, second])).toEqual([]);
  });
});

describe('false words of other flows', () => {
  it('finds an invoice said to be paid that owes', () => {
    const one = flow('payInvoice', { verdict: 'completed' }, { invoiceId: '9001', payment: {} });
    expect(lies([], open, one, open)).toEqual([expect.stringContaining('still owes 95.00')]);
    const all = flow('payInvoice', { verdict: 'completed' }, { allOpen: true, payment: {} });
    expect(lies([], open, all, open)).toEqual([expect.stringContaining('still owes 95.00')]);
    const part = flow('payInvoice', { verdict: 'completed' }, { invoiceId: '9001', payment: { amount: '10.00' } });
    expect(lies([], open, part, open)).toEqual([expect.stringContaining('no payment stands')]);
  });

  it('believes a part that a person has paid and marked done, not one that does not stand', () => {
    const input = { invoiceId: '9001', payment: { amount: '10.00', reference: 'CHK' } };
    const marked = flow('payInvoice', { verdict: 'completed', steps: [step('pay invoice', 'marked-done')] }, input);
    const applications = [{ invoiceId: '9001', amount: '10.00' }] as PaymentRecord['applications'];
    const paid = (status: PaymentRecord['status'], reference = 'CHK'): Records => ({
      ...open,
      payments: [{ paymentId: '5', reference, status, applications } as PaymentRecord],
    });
    expect(lies([], paid(2), marked, open)).toEqual([]);
    for (const after of [paid(4), paid(2, 'OTHER')]) expect(lies([], after, marked, open)).toHaveLength(1);
    // Without a reference of the asker, by the one that the report names.
    const ids = { paymentReference: 'DFK1' };
    const unnamed = flow('payInvoice', { verdict: 'completed', ids, steps: [step('pay invoice', 'marked-done')] }, { ...input, payment: { amount: '10.00' } });
    expect(lies([], paid(2, 'DFK1'), unnamed, open)).toEqual([]);
    expect(lies([], paid(2, 'OTHER'), unnamed, open)).toHaveLength(1);
  });

  it('finds chapter words that are not so', () => {
    const moved = flow('changeChapter', { verdict: 'completed' }, { from: 'WEST', to: 'EAST' });
    const found = lies([], { members: [member('1', 'CHAPT/WEST')] }, moved);
    expect(found).toEqual([
      expect.stringContaining('is not in CHAPT/EAST'),
      expect.stringContaining('is still in CHAPT/WEST'),
    ]);
  });

  it('finds a change that is not on the row', () => {
    const set = { SourceCode: 'X', status: 'inactive', PaidThru: '2026-12-31' };
    const changed = flow('modifySubscription', { verdict: 'completed' }, { itemId: 'REG', set });
    expect(lies([], open, changed)).toHaveLength(3);
    const done = { rows: [row('1', 'REG', { sourceCode: 'X', status: 1, paidThru: '2026-12-31' })] };
    expect(lies([], done, changed)).toEqual([]);
  });
});
