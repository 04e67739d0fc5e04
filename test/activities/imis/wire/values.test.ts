import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ReadFailed } from '../../../../activities/http/answer.js';
import { parseDate, writeDate } from '../../../../activities/imis/wire/date.js';
import {
  currencyDecimals,
  formatAmount,
  jsonNumber,
  readMoney,
  writeMoney,
} from '../../../../activities/imis/wire/money.js';
import { money, nullableMoney } from '../fixtures.js';

describe('money', () => {
  test('is written as the vendor writes it', () => {
    expect(JSON.stringify(writeMoney('95.00', 'USD', 2))).toBe(
      '{"$type":"Asi.Soa.Core.DataContracts.MonetaryAmountData, Asi.Contracts","Amount":95,"Currency":' +
        '{"$type":"Asi.Soa.Core.DataContracts.CurrencyData, Asi.Contracts","CurrencyCode":"USD","DecimalPositions":2},' +
        '"IsAmountDefined":true}',
    );
  });

  test.each([
    ['an amount', money(65.0), '65.00'],
    ['cents', money(0.1), '0.10'],
    ['more places than the currency has', money(12.3456), '12.3456'],
    ['a credit', money(-5), '-5.00'],
    ['an absent Amount', money(), '0.00'],
    ['the Nullable form', nullableMoney(7.5), '7.50'],
    ['a plain decimal', 95, '95.00'],
    ['a wrapped decimal', { $type: 'System.Decimal', $value: 1.5 }, '1.50'],
  ])('reads %s', (_what, value, amount) => {
    expect(readMoney({ Balance: value }, 'Balance')?.amount).toBe(amount);
  });

  test('reads nothing where nothing is', () => {
    expect(readMoney({}, 'Balance')).toBeUndefined();
    expect(readMoney({ Balance: null }, 'Balance')).toBeUndefined();
  });

  test.each([
    ['text', '65'],
    ['an amount as text', { Amount: '65' }],
    ['another object', { PartyId: '1' }],
    ['too many digits', money(0.1 + 0.2)],
  ])('never takes %s for a zero', (_what, value) => {
    expect(() => readMoney({ Balance: value }, 'Balance')).toThrow(ReadFailed);
  });

  test('knows places by ISO when the wire leaves them out', () => {
    const yen = { Amount: 500, Currency: { CurrencyCode: 'JPY' } };
    expect(readMoney({ Balance: yen }, 'Balance')).toEqual({ amount: '500', currency: 'JPY', decimals: 0 });
    expect(currencyDecimals('KWD')).toBe(3);
    expect(currencyDecimals('not a code')).toBe(2);
  });

  test('refuses an amount that JSON would change', () => {
    expect(() => jsonNumber('12345678901234.567')).toThrow(RangeError);
    expect(() => jsonNumber('NaN')).toThrow();
  });

  test('comes back from the wire as it went', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -999_999_999_999n, max: 999_999_999_999n }), (cents) => {
        const sign = cents < 0n ? '-' : '';
        const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
        const amount = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        const wire = JSON.parse(JSON.stringify({ Balance: writeMoney(amount, 'USD', 2) })) as Record<string, unknown>;
        return readMoney(wire, 'Balance')?.amount === (cents === 0n ? '0.00' : amount);
      }),
    );
  });

  test('is padded, never rounded', () => {
    expect(formatAmount('65', 2)).toBe('65.00');
    expect(formatAmount('0.125', 2)).toBe('0.125');
  });
});

describe('dates', () => {
  test('are written without zone', () => expect(writeDate('2026-01-01')).toBe('2026-01-01T00:00:00'));
  test.each([
    ['2026-01-01T00:00:00', '2026-01-01'],
    ['2026-01-01', '2026-01-01'],
    ['2026-12-31T23:30:00+00:00', '2026-12-31'],
    ['2020-11-10T17:10:41.1822468Z', '2020-11-10'],
    ['0001-01-01T00:00:00', undefined],
    [null, undefined],
    ['', undefined],
  ])('%p is %p', (wire, date) => expect(parseDate(wire, 'BillBegin')).toBe(date));
  test.each([['01/02/2026'], [20260101], [{}]])('%p is no date', (wire) => {
    expect(() => parseDate(wire, 'BillBegin')).toThrow('BillBegin is no date');
  });
});
