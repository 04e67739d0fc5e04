/** Who was asked to pay: a flow that pays whatever is open, and one that finds nothing left to pay. */
import { expect, it } from '@jest/globals';
import { allFindings, check } from '../check.js';
import { flow, invoice, ledger, paidBy, snapshot, step } from './scenes.js';

const before = snapshot({ invoices: [invoice('9001', '1', 'REG', '95.00')] });
const after = snapshot({ invoices: [invoice('9001', '1', 'REG', '0.00', '95.00')] });
const cash = { payment: { methodId: 'CASH', type: 'Cash' } };
const completed = { verdict: 'completed' } as const;

it('knows the payment of all open invoices by the report that names it', () => {
  const ids = { paymentReference: 'REF' };
  const all = flow('payInvoice', { ...completed, workflowId: 'all', ids, steps: [step('pay invoice', 'done', { kind: 'pivot', owner: 'us' })] }, { allOpen: true, ...cash });
  const found = step('pay invoice', 'already-done', { kind: 'pivot', owner: 'other' });
  const one = flow('payInvoice', { ...completed, workflowId: 'one', steps: [found] }, { invoiceId: '9001', ...cash });
  expect(allFindings(check({ before, after, ledger: ledger(paidBy('p1')), reports: [all, one] }))).toEqual([]);
});

it('takes a part payment for completed when others have paid all', () => {
  const part = flow(
    'payInvoice',
    { ...completed, steps: [step('pay invoice', 'already-done', { kind: 'pivot', owner: 'other' })] },
    { invoiceId: '9001', payment: { ...cash.payment, amount: '20.00', reference: 'CHK-20' } },
  );
  const entries = ledger(paidBy('p1', 'DESK')).map((entry) => ({ ...entry, user: 'staff' }));
  expect(allFindings(check({ before, after, ledger: entries, reports: [part] }))).toEqual([]);
  const { falseWords } = check({ before, after: before, ledger: [], reports: [part] });
  expect(falseWords.map(({ sentence }) => sentence)).toContainEqual(expect.stringContaining('no payment stands on invoice 9001'));
});
