import { expect, test } from '@jest/globals';
import { businessKey } from '../../workflows/contracts/keys.js';
import { wishedOf } from '../../workflows/contracts/member-properties.js';
import { inputProblems } from '../../workflows/contracts/schemas/problems.js';

const modify = (set: unknown, more: object = {}) => inputProblems('modifySubscription', { partyId: '1', itemId: 'REG', set, ...more });
const update = (set: unknown, more: object = {}) => inputProblems('updateMember', { partyId: '1', set, ...more });

test.each([
  [{ Balance: '0' }, /payInvoice or reversePayment/],
  [{ PartyId: '2' }, /purchaseSubscription/],
  [{ itemId: 'X' }, /purchaseSubscription/],
  [{ InvoiceId: '7' }, /purchaseSubscription and renewMember/],
  [{ Copies: 2 }, /cannot be changed through the API/],
  [{ renewMonths: 6 }, /no flow changes it/],
  [{ shoeSize: 42 }, /no field of a subscription/],
  [{ billBegin: '1.1.2026' }, /YYYY-MM-DD/],
  [{ billBegin: null }, /YYYY-MM-DD/],
  [{ BilledAmount: '9.999' }, /two decimal places/],
  [{ status: 2 }, /Active \(0\) or Inactive \(1\)/],
  [{ paidThru: '2026-01-01', PaidThru: '2026-02-01' }, /given twice/],
])('modifySubscription refuses %j', (set, why) => {
  const [problem] = modify(set);
  expect(problem).toMatchObject({ member: expect.stringMatching(/^set\./) as unknown, message: expect.stringMatching(why) as unknown });
});

test('modifySubscription takes the editable fields in both forms; openBalance goes with a cancellation', () => {
  expect(modify({ CancelledAsOf: null, sourceCode: null, Status: 'inactive', BilledAmount: 95.5, billDate: '2026-01-01' })).toEqual([]);
  expect(modify({ cancelledAsOf: '2026-01-01' }, { openBalance: 'leave' })).toEqual([]);
  expect(modify({ sourceCode: 'A' }, { openBalance: 'leave' })).toMatchObject([{ member: 'openBalance' }]);
});

test('no message repeats a value', () => {
  const secret = 'Okonkwo-secret';
  expect(JSON.stringify([...modify({ billBegin: secret, status: secret }), ...update({ joinDate: secret, isMember: secret, nickname: secret })])).not.toContain(secret);
});

test('updateMember: dates need a way, and the right one', () => {
  expect(update({ RenewedThruDate: '2026-12-31' })).toMatchObject([{ member: 'set.RenewedThruDate', message: expect.stringContaining('with') as unknown }]);
  expect(update({ joinDate: '2026-01-01' }, { with: { importRow: { productCode: 'REG' } } })).toEqual([]);
  expect(update({ joinDate: '2026-01-01' }, { with: { renewal: { billingCycleId: 'R', effectiveDate: '2026-01-01' } } })).toMatchObject([
    { message: expect.stringContaining('joinMember') as unknown },
  ]);
  expect(update({ PaidThruDate: '2026-12-31' }, { with: { importRow: { PartyId: '2', PaidThruDate: '2026-12-31' } } })).toMatchObject([{ member: 'with.importRow.PartyId' }]);
  expect(update({ customerTypeCode: null })).toMatchObject([{ member: 'set.customerTypeCode' }]);
});

test('all spellings of a property are one, in the wish and in the key', () => {
  const key = (set: Record<string, string>) => businessKey('updateMember', { partyId: '1', set });
  expect(key({ 'PersonName.FirstName': 'A', Chapter: 'X' })).toBe(key({ chapter: 'X', firstName: 'A' }));
  expect(key({ 'additionalAttributes.region': 'A' })).toBe(key({ 'AdditionalAttributes.Region': 'A' }));
  expect(wishedOf({ 'AdditionalAttributes.Chapter': null, 'additionalAttributes.region': 'A', PaidThruDate: '2026-12-31' })).toEqual({
    plain: { 'additionalAttributes.Region': 'A' },
    chapter: null,
    dates: { paidThruDate: '2026-12-31' },
  });
});
