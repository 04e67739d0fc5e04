import { expect, test } from '@jest/globals';
import { duesAmount } from '../../../../activities/steps/yourmembership/dues-amount.js';
import { paymentAmount } from '../../../../activities/steps/yourmembership/payment-amount.js';

const membership = { id: '1', dues: '100.10', prorated: false, factor: 1, severalInvoices: false };
const prorated = { ...membership, prorated: true, factor: 0.25 };
const extra = { id: '9', amount: '0.20' };
const plain = { membership, rules: [], modifiers: [] };

test('dues, rules and modifiers are added as decimals', () =>
  expect(duesAmount({ membership, rules: [extra], modifiers: [extra] }, {})).toEqual({ amount: '100.50', sent: '100.50' }));

test('prorating is done by whom the tenant says, and refused when nobody does', () => {
  expect(duesAmount({ ...plain, membership: prorated }, { prorating: 'client' })).toMatchObject({ amount: '25.03' });
  expect(duesAmount({ ...plain, membership: prorated }, { prorating: 'server' })).toMatchObject({ amount: '100.10' });
  expect(duesAmount({ ...plain, membership: prorated }, {})).toEqual({ why: expect.stringContaining('YM_PRORATING') });
});

test('a promo code is taken off here or there, and refused when it is not known where', () => {
  const discount = { flat: '20.00', percent: '0.00' };
  expect(duesAmount({ ...plain, discount }, { promoCodes: 'client' })).toEqual({ amount: '80.10', sent: '80.10' });
  expect(duesAmount({ ...plain, discount }, { promoCodes: 'server' })).toEqual({ amount: '80.10', sent: '100.10' });
  expect(duesAmount({ ...plain, discount }, {})).toEqual({ why: expect.stringContaining('YM_PROMO_CODES') });
  expect(duesAmount({ ...plain, discount: { flat: '0', percent: '10' } }, { promoCodes: 'client' })).toMatchObject({ amount: '90.09' });
  expect(duesAmount({ ...plain, rules: [extra], discount: { flat: '0', percent: '10' } }, { promoCodes: 'client' })).toHaveProperty('why');
  expect(duesAmount({ ...plain, discount: { flat: '200', percent: '0' } }, { promoCodes: 'client' })).toHaveProperty('why');
});

test('a payment is a whole number of its unit, never rounded', () => {
  expect(paymentAmount('45.50', 'cents')).toEqual({ number: 4550 });
  expect(paymentAmount('120.00', 'units')).toEqual({ number: 120 });
  expect(paymentAmount('45.50', 'units')).toEqual({ why: expect.stringContaining('has cents') });
  expect(paymentAmount('99999999.00', 'cents')).toEqual({ why: expect.stringContaining('more than a payment') });
});
