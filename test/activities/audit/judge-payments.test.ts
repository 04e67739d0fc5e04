/** Judges of payments: made once, made twice, refused. */
import { describe, expect, test } from '@jest/globals';
import { judgeNoPayment, judgePayment, paymentStands } from '../../../activities/audit/judge/payment.js';
import { judgeTwice } from '../../../activities/audit/judge/twice.js';
import type { PaymentRecord } from '../../../activities/imis/payment.js';
import { byStaff, invoice, payment, paymentClaim, row, told } from './told.js';

const MARK = 'DFABCDEFGHJK';

describe('a payment', () => {
  const kindOf = (payments: PaymentRecord[], claim = paymentClaim(), context = told()) => judgePayment(claim, payments, undefined, context)?.kind;

  test('stands: by reference, invoice and amount together', () => {
    expect(kindOf([payment()])).toBeUndefined();
    expect(kindOf([payment({ status: 'Pending' })])).toBeUndefined();
    expect(kindOf([payment({ status: 'Processed', amount: '95' })])).toBeUndefined();
    expect(kindOf([payment({ paymentId: '2', applications: [{ invoiceId: '9', amount: '95.00' }] }), payment()])).toBeUndefined();
    expect(kindOf([payment({ applications: [{ invoiceId: '9', amount: '95.00' }] })], paymentClaim({ invoiceIds: [] }))).toBeUndefined();
  });

  test.each(['Reversed', 'Refunded', 'PartiallyRefunded', 'Voided'] as const)('%s: its status tells, unless a flow of ours did it', (status) => {
    expect(judgePayment(paymentClaim(), [payment({ status })], undefined, told())).toMatchObject({ kind: 'drift', record: 'payment CHK-1', reported: 'paid 95.00 on invoice 8158', found: `payment 30001 (${status})` });
    expect(kindOf([payment({ status })], paymentClaim(), told({ 'back:8158': {} }))).toBe('superseded');
    expect(kindOf([payment({ status })], paymentClaim({ invoiceIds: [] }), told({ 'backs of:7': {} }))).toBe('superseded');
    expect(kindOf([payment({ status })], paymentClaim(), told({ 'back:9': {}, 'paid:CHK-1': {} }))).toBe('drift');
  });

  test('a payment that was taken back and made again stands', () => {
    expect(kindOf([payment({ status: 'Reversed' }), payment({ paymentId: '30002' })])).toBeUndefined();
    // The record of a reversal is a payment as well.
    expect(kindOf([payment({ status: 'Reversed' }), payment({ paymentId: '30002', category: 'Reversal' })])).toBe('drift');
  });

  test('that is nowhere is a false word; one of another amount or invoice is for a person', () => {
    expect(judgePayment(paymentClaim(), [], undefined, told())).toMatchObject({ kind: 'false-word', found: 'there is no payment of this reference' });
    expect(judgePayment(paymentClaim(), [payment({ amount: '40.00' })], undefined, told())).toMatchObject({ kind: 'unknown', evidence: expect.stringContaining('another amount') as unknown });
    expect(judgePayment(paymentClaim(), [payment({ applications: [] })], undefined, told())).toMatchObject({ kind: 'unknown', evidence: expect.stringContaining('no such invoice') as unknown });
  });

  test('that stands twice under our own mark is a false word, under a check number unknown', () => {
    const twice = (reference: string) => [payment({ reference }), payment({ reference, paymentId: '30002' })];
    expect(judgePayment(paymentClaim({ reference: MARK }), twice(MARK), undefined, told())).toMatchObject({ kind: 'false-word', found: expect.stringContaining('2 such payments stand') as unknown });
    expect(kindOf(twice('CHK-1'))).toBe('unknown');
  });

  test('of a term moves PaidThru, which others may move since', () => {
    const claim = paymentClaim({ covers: { partyId: '7', itemId: 'REG', through: '2026-12-31' } });
    const judged = (now: Parameters<typeof row>[0], context = told(), of = claim) => judgePayment(of, [payment()], row(now), context)?.kind;
    expect(judged({})).toBeUndefined();
    expect(judged({ paidThru: '2027-12-31' })).toBeUndefined();
    expect(judged({ paidThru: '2025-12-31', ...byStaff })).toBe('drift');
    expect(judged({ paidThru: undefined })).toBe('false-word');
    expect(judged({ paidThru: undefined }, told({ 'row:7|REG': {} }))).toBe('superseded');
    // Pending money moves no date.
    expect(judged({ paidThru: undefined }, told(), { ...claim, pending: true })).toBeUndefined();
  });
});

describe('one invoice, two flows that paid it', () => {
  const other = (amount = '95.00') => [{ workflowId: 'payInvoice:t:8158:part:CHK-2', claim: paymentClaim({ reference: 'CHK-2', amount }) }];

  test('is a fault only when it is more than the invoice comes to', () => {
    expect(judgeTwice(paymentClaim(), [], invoice())).toBeUndefined();
    expect(judgeTwice(paymentClaim({ amount: '55.00' }), other('40.00'), invoice())).toBeUndefined();
    expect(judgeTwice(paymentClaim(), other(), invoice())).toMatchObject({ kind: 'false-word', record: 'invoice 8158', evidence: 'together 190.00, and the invoice comes to 95.00' });
    expect(judgeTwice(paymentClaim(), other(), invoice({ kind: 'legacy' }))).toMatchObject({ kind: 'unknown' });
    expect(judgeTwice(paymentClaim(), other(), undefined)).toMatchObject({ kind: 'unknown' });
  });

  test('a payment that was taken back does not count', () => {
    expect(paymentStands(paymentClaim(), [payment()])).toBe(true);
    expect(paymentStands(paymentClaim(), [payment({ status: 'Reversed' })])).toBe(false);
    expect(paymentStands(paymentClaim(), [payment({ amount: '40.00' })])).toBe(false);
  });
});

describe('a refused payment', () => {
  const claim = { kind: 'no payment', reference: MARK, partyId: '7' } as const;

  test('must not stand under our mark, unless a later flow of the key paid', () => {
    expect(judgeNoPayment(claim, [], told())).toBeUndefined();
    expect(judgeNoPayment(claim, [payment({ status: 'Voided' })], told())).toBeUndefined();
    expect(judgeNoPayment(claim, [payment({ reference: MARK })], told())).toMatchObject({ kind: 'false-word', found: 'payment 30001 (Paid) stands' });
    expect(judgeNoPayment(claim, [payment({ reference: MARK })], told({ [`paid:${MARK}`]: {} }))).toMatchObject({ kind: 'superseded' });
  });
});
