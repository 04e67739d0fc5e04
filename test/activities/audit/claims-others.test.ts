/** From a report to what it claims: renewals, changes, orders, reversals, dues, imports. */
import { expect, test } from '@jest/globals';
import { cash, paid, said, step, turnedBack } from './reports.js';

test('renewMember: each item that was billed, and its payment', () => {
  const items = [{ itemId: 'REG', billBegin: '2026-01-01', billThrough: '2026-12-31', amount: '95.00' }, { itemId: 'CHAPT/EAST', billBegin: '2026-01-01', billThrough: '2026-12-31', amount: '10.00' }];
  const { claims } = said('renewMember', { partyId: '7', payment: cash }, [step('bill renewal', { kind: 'pivot' }), step('find invoice'), step('pay invoice')], { billed: true, items, billThrough: '2026-12-31', invoiceId: '8158', ...paid, amount: '105.00' });
  expect(claims).toMatchObject([{ kind: 'term', itemId: 'REG', billedAmount: '95.00', ours: true }, { kind: 'term', itemId: 'CHAPT/EAST', billedAmount: '10.00' }, { kind: 'payment', amount: '105.00', invoiceIds: ['8158'] }]);
  expect(said('renewMember', { partyId: '7' }, [step('bill renewal')], { billed: true, items: items.slice(0, 1) }).claims).toMatchObject([{ kind: 'term', ours: false }]);
});

test('modifySubscription: all that was wished, and a balance that was taken away', () => {
  const input = { partyId: '7', itemId: 'REG', set: { CancelledAsOf: '2026-06-30', sourceCode: 'DESK' }, openBalance: 'writeOff' };
  const values = { cancelledAsOf: '2026-06-30', sourceCode: 'DESK' };
  const done = said('modifySubscription', input, [step('modify subscription'), step('settle open balance')], { changed: { cancelledAsOf: '2026-06-30' }, unchanged: ['sourceCode'], invoiceId: '8158', balance: '0.00' });
  expect(done.claims).toEqual([{ kind: 'fields', partyId: '7', itemId: 'REG', values, undone: false, ours: true }, { kind: 'settled', invoiceId: '8158' }]);
  expect(done.changes).toEqual(['row:7|REG', 'touched:7']);
  expect(said('modifySubscription', input, [step('modify subscription', { compensation: 'undone' })], {}, turnedBack).claims).toEqual([{ kind: 'fields', partyId: '7', itemId: 'REG', values, undone: true, ours: true }]);
  // A note moves no term: it answers for no difference of one.
  expect(said('modifySubscription', { ...input, set: { sourceCode: 'DESK' } }, [step('modify subscription')], {}).changes).toEqual(['touched:7']);
});

test('orders: terms, payment, and who has joined by them', () => {
  const terms = [{ itemId: 'JOUR', billBegin: '2026-03-01', billThrough: '2027-02-28', billedAmount: '60.00', balance: '0.00', paidThru: '2027-02-28' }];
  const input = { partyId: '7', billToPartyId: '8', items: [], payment: cash };
  const order = said('purchaseNonDues', input, [step('submit order', { kind: 'pivot' })], { terms, total: '60.00', invoiceId: '8158', ...paid, amount: '60.00' }).claims;
  expect(order).toMatchObject([
    { kind: 'term', partyId: '7', itemId: 'JOUR', begin: '2026-03-01', ours: true },
    { kind: 'payment', amount: '60.00', invoiceIds: ['8158'], payorPartyId: '8', covers: { itemId: 'JOUR', through: '2027-02-28' } },
  ]);
  const { payment: _cash, ...billed } = input;
  const joined = said('joinMember', { ...billed, billMe: true }, [step('prepare cart'), step('submit cart', { kind: 'pivot' }), step('remove cart'), step('confirm membership')], { terms, total: '60.00', invoiceId: '8158', joinDate: '2026-03-01', customerTypeCode: 'M' }).claims;
  expect(joined).toMatchObject([{ kind: 'term', ours: false }, { kind: 'joined', partyId: '7', joinDate: '2026-03-01', customerTypeCode: 'M' }]);
  const refused = said('purchaseNonDues', input, [step('prepare cart', { compensation: 'undone' }), step('submit cart', { outcome: 'rejected' })], {}, turnedBack).claims;
  expect(refused).toEqual([{ kind: 'no payment', reference: 'mark of prepare cart', partyId: '8' }]);
});

test('reversePayment: what was done, by the status', () => {
  const input = { partyId: '7', invoiceId: '8158', how: 'reverse' };
  const of = (status: string) => said('reversePayment', input, [step('find payment', { kind: 'read' }), step('reverse payment', { kind: 'pivot' })], { paymentId: '30001', status });
  expect(of('Reversed').claims).toEqual([{ kind: 'taken back', partyId: '7', paymentId: '30001', invoiceId: '8158', how: 'reverse' }]);
  expect(of('Refunded').claims).toMatchObject([{ how: 'recordRefund' }]);
  expect(of('Reversed').changes).toEqual(['back:8158', 'backs of:7', 'touched:7', 'touched invoice:8158']);
  expect(said('reversePayment', input, [step('find payment'), step('reverse payment', { outcome: 'skipped' })], {}, { verdict: 'completed-with-exceptions' }).claims).toEqual([]);
});

test('ymCreateDues: the invoice, and a payment of its own', () => {
  const result = { invoiceNumber: '30001', amount: '120.00', balance: '0.00', paidAmount: '120.00', paymentReference: 'CHK-9' };
  const dues = { kind: 'dues', memberId: '9', invoiceNumber: '30001', amount: '120.00', since: '2026-02-26' };
  expect(said('ymCreateDues', { memberId: 9, membershipId: 1 }, [step('create dues'), step('pay dues')], result).claims).toEqual([{ ...dues, paidBy: 'CHK-9' }]);
  expect(said('ymCreateDues', { memberId: 9, membershipId: 1 }, [step('create dues'), step('pay dues', { owner: 'other' })], result).claims).toEqual([dues]);
  expect(said('ymCreateDues', { memberId: 9, membershipId: 1, invoiceDate: '2026-01-15' }, [step('create dues')], result).claims).toEqual([{ ...dues, since: '2026-01-15' }]);
});

test('a package is looked up in the data folder; imports and runs one by one are audited by their parts', () => {
  const rows = { contentHash: '0123456789abcdef0123', jobId: 'J', n: 2 };
  expect(said('importPackage', rows, [step('import package'), step('follow package')], {})).toEqual({ claims: [{ kind: 'package', ...rows }], changes: ['rows'] });
  expect(said('importDues', {}, [], {})).toEqual({ claims: [], changes: [], byParts: true });
  expect(said('runRenewals', { mode: 'individual' }, [], {})).toMatchObject({ byParts: true });
  expect(said('runRenewals', { mode: 'bulk', plan: true }, [], {})).toMatchObject({ byParts: true });
});
