import { describe, expect, test } from '@jest/globals';
import { ReadFailed } from '../../../../activities/http/answer.js';
import { apiUrl, compositeAddress, entityAddress } from '../../../../activities/imis/wire/address.js';
import { executeRequest } from '../../../../activities/imis/wire/execute.js';
import { readPage, single } from '../../../../activities/imis/wire/paged.js';
import { flagProperty, readProperties, textProperty } from '../../../../activities/imis/wire/property.js';
import { flag, integer, members, oneOf, sameId, text } from '../../../../activities/imis/wire/shape.js';
import { className } from '../../../../activities/imis/wire/type.js';
import { paged, party } from '../fixtures.js';

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
