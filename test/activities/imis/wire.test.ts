import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ReadFailed } from '../../../activities/http/answer.js';
import { apiUrl, compositeAddress, entityAddress } from '../../../activities/imis/wire/address.js';
import { parseDate, writeDate } from '../../../activities/imis/wire/date.js';
import { executeRequest } from '../../../activities/imis/wire/execute.js';
import {
  currencyDecimals,
  formatAmount,
  jsonNumber,
  readMoney,
  writeMoney,
} from '../../../activities/imis/wire/money.js';
import { readPage, single } from '../../../activities/imis/wire/paged.js';
import { flagProperty, readProperties, textProperty } from '../../../activities/imis/wire/property.js';
import { flag, integer, members, oneOf, sameId, text } from '../../../activities/imis/wire/shape.js';
import { className } from '../../../activities/imis/wire/type.js';
import { money, nullableMoney, paged, party } from './fixtures.js';

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

describe('members', () => {
  test('absent is the default', () => {
    expect(flag({}, 'IsActive')).toBe(false);
    expect(integer({}, 'Copies')).toBe(0);
    expect(oneOf({}, 'Status', ['Active', 'Inactive'])).toBe('Active');
    expect(text({ InvoiceId: '' }, 'InvoiceId')).toBeUndefined();
    expect(members(undefined, 'Lines')).toEqual([]);
  });
  test('wrapped values, numbers as ids and names of enumerations are read', () => {
    expect(flag({ IsActive: { $type: 'System.Boolean', $value: true } }, 'IsActive')).toBe(true);
    expect(text({ InvoiceNumber: 8158 }, 'InvoiceNumber')).toBe('8158');
    expect(oneOf({ Status: 'Inactive' }, 'Status', ['Active', 'Inactive'])).toBe('Inactive');
    expect(oneOf({ Status: 1 }, 'Status', ['Active', 'Inactive'])).toBe('Inactive');
  });
  test.each([
    ['a boolean as text', () => flag({ IsActive: 'true' }, 'IsActive')],
    ['a fraction as count', () => integer({ Copies: 1.5 }, 'Copies')],
    ['an unknown status', () => oneOf({ Status: 7 }, 'Status', ['Active', 'Inactive'])],
    ['an object as id', () => text({ PartyId: { a: 1 } }, 'PartyId')],
    ['a text as collection', () => members('none', 'Lines')],
  ])('%s is unexpected', (_what, read) => expect(read).toThrow(ReadFailed));
  test('an error names class and member, never the value', () => {
    const raw = { $type: 'Asi.Soa.Membership.DataContracts.PersonData, Asi.Contracts', PartyId: ['secret'] };
    expect(() => text(raw, 'PartyId')).toThrow('the answer has an unexpected form: PersonData.PartyId is no text');
  });
  test('ids are the same without regard to case', () => {
    expect(sameId('Reg ', 'REG')).toBe(true);
    expect(sameId(undefined, undefined)).toBe(false);
  });
  test('class names come out of $type', () => {
    expect(className('Asi.Soa.Commerce.DataContracts.InvoiceSummaryData, Asi.Contracts')).toBe('InvoiceSummaryData');
    expect(className(paged([]).$type)).toBe('PagedResult');
    expect(className(undefined)).toBe('');
  });
});

test('properties are read by name, whatever their wrapping', () => {
  const properties = readProperties(party());
  expect(textProperty(properties, 'Chapter')).toBe('EAST');
  expect(flagProperty(properties, 'IsMember')).toBe(true);
  expect(flagProperty(properties, 'IsInactiveMember')).toBe(false);
  expect(textProperty(properties, 'Nothing')).toBeUndefined();
});

describe('pages', () => {
  test('Items come as $values or as a plain list', () => {
    expect(readPage(paged([{ a: 1 }]), 0)).toEqual({ rows: [{ a: 1 }], next: 0 });
    expect(readPage({ Items: [{ a: 1 }], HasNext: true, NextOffset: 100 }, 0)).toEqual({ rows: [{ a: 1 }], next: 100 });
    expect(readPage([{ a: 1 }], 0).rows).toEqual([{ a: 1 }]);
  });
  test('an entity may stand where a list of one was asked for', () => {
    expect(readPage(party(), 0).rows).toHaveLength(1);
    expect(single(paged([party()]), 'Party')).toMatchObject({ PartyId: '23215' });
    expect(single(paged([]), 'Party')).toBeUndefined();
  });
  test.each([
    ['an object without class', { Message: 'odd' }],
    ['a text', 'none'],
    ['more to come, but not where', { Items: [], HasNext: true, NextOffset: 0 }],
  ])('%s is unexpected', (_what, body) => expect(() => readPage(body, 0)).toThrow(ReadFailed));
  test('a page that points back is unexpected', () => {
    expect(() => readPage({ Items: [], HasNext: true, NextOffset: 100 }, 100)).toThrow(ReadFailed);
  });
  test('several where one was asked for are unexpected', () => {
    expect(() => single(paged([party(), party()]), 'Party')).toThrow(ReadFailed);
  });
});

describe('addresses', () => {
  test.each([
    [entityAddress('Party', '12345'), '/api/Party/12345'],
    [
      entityAddress('InvoiceSummary', 'CASH:23215:20201110-0'),
      '/api/InvoiceSummary?EntityId=CASH%3A23215%3A20201110-0',
    ],
    [entityAddress('Group', 'CHAPT/EAST'), '/api/Group?EntityId=CHAPT%2FEAST'],
    [compositeAddress('Subscription', ['23215', 'JOUR']), '/api/Subscription/~23215%7CJOUR'],
    [compositeAddress('Subscription', ['23215', 'CHAPT/EAST']), '/api/Subscription?EntityId=%7E23215%7CCHAPT%2FEAST'],
  ])('%j', ({ path, query }, expected) => {
    const url = apiUrl('https://example.org/', path, query);
    expect(url.pathname + url.search).toBe(expected);
  });
  test('the base address may have a path, and operators are encoded', () => {
    const url = apiUrl('https://example.org/imis/', 'InvoiceSummary', { Balance: 'gt:0', InvoiceType: undefined });
    expect(url.href).toBe('https://example.org/imis/api/InvoiceSummary?Balance=gt%3A0');
  });
});

test('an operation carries its parameters by position', () => {
  expect(executeRequest('Invoice', 'ProcessWriteOff', ['12345'])).toEqual({
    $type: 'Asi.Soa.Core.DataContracts.GenericExecuteRequest, Asi.Contracts',
    OperationName: 'ProcessWriteOff',
    EntityTypeName: 'Invoice',
    Parameters: {
      $type: 'System.Collections.ObjectModel.Collection`1[[System.Object, mscorlib]], mscorlib',
      $values: ['12345'],
    },
    UseJson: false,
  });
});
