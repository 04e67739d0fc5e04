import { expect, test } from '@jest/globals';
import type { FlowName } from '../../workflows/contracts/names.js';
import { forbidden, isBefore, RIGHTS, type Right } from '../../workflows/contracts/tenants.js';

const base = { partyId: '12345', itemId: 'REG', beginDate: '2026-01-01' };
const without = (...lacking: Right[]) => ({ rights: RIGHTS.filter((right) => !lacking.includes(right)) });

test.each<[FlowName, object, Right]>([
  ['changeChapter', { partyId: '12345', add: 'EAST' }, 'chapters'],
  ['enrolMember', { ...base, chapter: 'EAST' }, 'chapters'],
  ['purchaseSubscription', base, 'billing'],
  ['reversePayment', { partyId: '12345', invoiceId: '8158', how: 'reverse' }, 'billing'],
  ['modifySubscription', { partyId: '12345', itemId: 'REG', set: { cancelledAsOf: '2026-05-01' }, openBalance: 'writeOff' }, 'adjustments'],
  ['updateMember', { partyId: '12345', set: { FirstName: 'Grace' } }, 'members'],
  ['updateMember', { partyId: '12345', set: { Chapter: 'EAST' } }, 'chapters'],
  ['updateMember', { partyId: '12345', set: { PaidThruDate: '2026-12-31' }, with: 'importRow' }, 'billing'],
])('%s of %j needs the right "%s", and no other that its members do not ask for', (flow, input, right) => {
  expect(forbidden(flow, input, without(right))).toMatch(new RegExp(`without the right "${right}".*staff grant it`));
  expect(forbidden(flow, input, without())).toBeUndefined();
});

test('a right that is not needed may lack', () => {
  expect(forbidden('enrolMember', base, without('chapters', 'adjustments', 'members'))).toBeUndefined();
  expect(forbidden('modifySubscription', { partyId: '1', itemId: 'REG', set: { cancelledAsOf: '2026-05-01' }, openBalance: 'leave' }, without('adjustments'))).toBeUndefined();
  expect(forbidden('ymCreateDues', { memberId: 1, membershipId: 2 }, { rights: [] })).toBeUndefined();
});

test.each<[FlowName, object, string]>([
  ['purchaseSubscription', base, '20.3.88'],
  ['modifySubscription', { set: { BilledAmount: '10.00' } }, '20.3.129'],
  ['modifySubscription', { set: { billDate: '2026-01-01' } }, '20.3.131'],
  ['payInvoice', { partyId: '1', invoiceId: '8158', lines: [] }, '20.3.131'],
  ['purchaseSubscription', { ...base, bill: false }, '20.3.135'],
])('%s of %j exists from release %s on', (flow, input, release) => {
  const [, , patch] = release.split('.').map(Number);
  expect(forbidden(flow, input, { ...without(), release: `20.3.${patch! - 1}` })).toContain(`exists from ${release} on`);
  expect(forbidden(flow, input, { ...without(), release })).toBeUndefined();
  expect(forbidden(flow, input, without())).toBeUndefined();
});

test.each([
  ['20.3.99', '20.3.131', true],
  ['20.3.131', '20.3.131', false],
  ['20.2.300', '20.3.1', true],
  ['21.0.0', '20.3.131', false],
])('%s is before %s: %s', (release, other, before) => expect(isBefore(release, other)).toBe(before));
