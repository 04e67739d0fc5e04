import { expect, test } from '@jest/globals';
import type { FlowName } from '../../workflows/contracts/names.js';
import { inputProblems } from '../../workflows/contracts/schemas/problems.js';

const cash = { methodId: 'CASH', type: 'Cash' };
const sale = { partyId: '12345', itemId: 'REG', beginDate: '2026-01-01' };
const pay = { partyId: '1', invoiceId: '8158', payment: cash };

test.each<[FlowName, unknown]>([
  ['purchaseSubscription', { ...sale, payment: cash }],
  ['purchaseSubscription', { ...sale, bill: false }],
  ['purchaseSubscription', { ...sale, bill: false, amount: '40.50', billDate: '2026-01-02', payment: cash }],
  ['enrolMember', { ...sale, chapter: 'EAST', onPaymentRefused: 'park', occasion: 'x', requestedBy: 'desk', reference: 'A-1' }],
  ['payInvoice', { ...pay, payment: { ...cash, amount: 30 }, lines: [{ lineId: 'a', amount: '10.00' }, { lineId: 'b', amount: 20 }] }],
  ['payInvoice', { partyId: '1', allOpen: true, invoiceType: 'SubscriptionFees', payment: cash }],
  ['changeChapter', { partyId: '1', from: 'EAST', to: 'WEST', joinDate: '2026-02-28' }],
  ['importDues', { file: 'a.csv', mapping: { Dues: 'productCode', 'Shoe size': null, defaults: { copies: '1' } } }],
  ['importDues', { file: 'a.csv', mapping: { columns: { Dues: 'productCode', 'Shoe size': null }, defaults: { copies: '1' } } }],
  ['importDues', { file: 'a.csv', mapping: { columns: 'batchId', Defaults: 'ignore' }, jobId: 'a_b-c.1' }],
])('%s takes %j', (flow, input) => {
  expect(inputProblems(flow, input)).toEqual([]);
});

test.each<[FlowName, unknown, string, string]>([
  ['ymCreateDues', { memberId: 1, membershipId: 0 }, 'membershipId', 'must be a whole number above 0'],
  ['ymCreateDues', { memberId: '0', membershipId: 1 }, 'memberId', 'must be a whole number above 0'],
  ['ymCreateDues', { memberId: 1.5, membershipId: 1 }, 'memberId', 'must be a whole number above 0'],
  ['ymCreateDues', { memberId: 1, membershipId: 1, rules: [-2] }, 'rules.0', 'must be a whole number above 0'],
  ['ymCreateDues', { memberId: 1 }, 'membershipId', 'is missing'],
  ['purchaseNonDues', { partyId: '1', items: [{ itemId: 'A', quantity: 0 }] }, 'items.0.quantity', 'must be a whole number above 0'],
  ['purchaseNonDues', { partyId: '', items: [] }, 'items', 'must not be empty'],
])('%s says of %j what %s must be: %s', (flow, input, member, message) => {
  expect(inputProblems(flow, input)).toContainEqual({ member, message });
});

test.each<[FlowName, unknown, string]>([
  ['purchaseSubscription', {}, 'partyId'],
  ['purchaseSubscription', { ...sale, beginDate: '2026-02-30' }, 'beginDate'],
  ['purchaseSubscription', { ...sale, partyId: ' 12345' }, 'partyId'],
  ['purchaseSubscription', { ...sale, amount: '10' }, 'amount'],
  ['purchaseSubscription', { ...sale, bill: false, payment: cash }, 'payment'],
  ['purchaseSubscription', { ...sale, tenant: 'North!' }, 'tenant'],
  ['enrolMember', { ...sale, bill: false }, 'bill'],
  ['payInvoice', { ...pay, payment: { ...cash, amount: '10.005' } }, 'payment.amount'],
  ['payInvoice', { ...pay, payment: { ...cash, amount: 0.1 + 0.2 } }, 'payment.amount'],
  ['payInvoice', { ...pay, payment: { ...cash, amount: 0 } }, 'payment.amount'],
  ['payInvoice', { ...pay, payment: { ...cash, token: '4111-1111-1111-1111' } }, 'payment.token'],
  ['payInvoice', { ...pay, payment: { ...cash, reference: '4111111111111111' } }, 'payment.reference'],
  ['payInvoice', { ...pay, allOpen: true }, 'invoiceId'],
  ['payInvoice', { partyId: '1', payment: cash }, 'invoiceId'],
  ['payInvoice', { ...pay, payment: { ...cash, amount: 30 }, lines: [{ lineId: 'a', amount: '10.00' }] }, 'lines'],
  ['changeChapter', { partyId: '1' }, 'add'],
  ['changeChapter', { partyId: '1', add: 'EAST', remove: 'WEST' }, 'add'],
  ['changeChapter', { partyId: '1', from: 'EAST' }, 'add'],
  ['changeChapter', { partyId: '1', from: 'EAST', to: 'EAST' }, 'to'],
  ['changeChapter', 'EAST', 'input'],
  ['importDues', { file: 'a.csv', mapping: { 'Shoe size': 44 } }, 'mapping.Shoe size'],
  ['importDues', { file: 'a.csv', mapping: { columns: { Dues: ['productCode'] } } }, 'mapping.columns'],
  ['importDues', { file: 'a.csv', jobId: 'a b' }, 'jobId'],
])('%s refuses %j and names %s', (flow, input, member) => {
  const problems = inputProblems(flow, input);
  expect(problems.map((problem) => problem.member)).toContain(member);
  expect(JSON.stringify(problems)).not.toMatch(/4111/);
});
