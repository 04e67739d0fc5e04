/** Judges of settled invoices, reversals and dues of YourMembership. */
import { expect, test } from '@jest/globals';
import { judgeDues } from '../../../activities/audit/judge/dues.js';
import { judgeSettled } from '../../../activities/audit/judge/payment.js';
import { judgeTakenBack } from '../../../activities/audit/judge/reversal.js';
import { invoice, payment, told } from './told.js';

test('an invoice that others had paid and that owes again: it does not tell why', () => {
  const claim = { kind: 'settled', invoiceId: '8158' } as const;
  expect(judgeSettled(claim, invoice(), told())).toBeUndefined();
  expect(judgeSettled(claim, undefined, told())).toBeUndefined();
  expect(judgeSettled(claim, invoice({ balance: '95.00', pendingAmount: '95.00' }), told())).toBeUndefined();
  expect(judgeSettled(claim, invoice({ balance: '95.00' }), told())).toMatchObject({ kind: 'unknown', found: '95.00 is owed' });
  expect(judgeSettled(claim, invoice({ balance: '95.00' }), told({ 'back:8158': {} }))).toMatchObject({ kind: 'superseded' });
});

test('a payment that was taken back stays so', () => {
  const claim = (how: 'reverse' | 'refund' | 'recordRefund') => ({ kind: 'taken back', partyId: '7', paymentId: '30001', invoiceId: '8158', how }) as const;
  expect(judgeTakenBack(claim('reverse'), payment({ status: 'Reversed' }), told())).toBeUndefined();
  for (const status of ['Refunded', 'PartiallyRefunded'] as const) for (const how of ['refund', 'recordRefund'] as const) expect(judgeTakenBack(claim(how), payment({ status }), told())).toBeUndefined();
  expect(judgeTakenBack(claim('recordRefund'), payment({ status: 'Reversed' }), told())).toMatchObject({ kind: 'drift', found: 'it is Reversed' });
  expect(judgeTakenBack(claim('reverse'), payment(), told())).toMatchObject({ kind: 'false-word', found: 'it is Paid' });
  expect(judgeTakenBack(claim('refund'), undefined, told())).toMatchObject({ kind: 'false-word' });
});

test('records of YourMembership tell of no change: what differs is unknown', () => {
  const claim = { kind: 'dues', memberId: '9', invoiceNumber: '30001', amount: '120.00', paidBy: 'CHK-9', since: '2026-02-26' } as const;
  const paid = { transaction: { amount: '120' }, items: { balance: '0.00', references: ['CHK-9'] } };
  expect(judgeDues(claim, paid, told())).toBeUndefined();
  const { paidBy: _paidBy, ...open } = claim;
  expect(judgeDues(open, { transaction: { amount: '120.00' }, items: undefined }, told())).toBeUndefined();
  const found = (records: Partial<Parameters<typeof judgeDues>[1]>) => judgeDues(claim, { ...paid, ...records }, told());
  expect(found({ transaction: undefined })).toMatchObject({ kind: 'unknown', record: 'YM invoice 30001', found: 'no dues transaction of the member shows it' });
  expect(found({ transaction: { amount: '100.00' } })).toMatchObject({ kind: 'unknown', found: 'it comes to 100.00' });
  expect(found({ items: undefined })).toMatchObject({ kind: 'unknown' });
  expect(found({ items: { balance: '120.00', references: [] } })).toMatchObject({ kind: 'unknown', found: '120.00 of it is open' });
  expect(found({ items: { balance: '0.00', references: ['DESK'] } })).toMatchObject({ kind: 'unknown', found: expect.stringContaining('no line shows the reference') as unknown });
});
