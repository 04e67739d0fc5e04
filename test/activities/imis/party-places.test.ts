import { expect, test } from '@jest/globals';
import { addressOf, carries, changed, valueAt, type Place } from '../../../activities/imis/party-places.js';
import { membership } from '../../../activities/imis/wire/type.js';

const list = (name: string, values: unknown[]) => ({ $type: membership(`${name}Collection`), $values: values });
const email = (Address: string, EmailType: string, IsPrimary?: boolean) => ({ $type: membership('EmailData'), Address, EmailType, ...(IsPrimary && { IsPrimary }) });
const homeAddress = { AddressLines: list('AddressLineData', ['1 Road', 'Flat 2']), CityName: 'Salem' };
const party = {
  PersonName: { $type: membership('PersonNameData'), FirstName: 'Ada', MiddleName: 'K' },
  Emails: list('EmailData', [email('a@example.org', '_Primary', true), email('w@example.org', 'Work')]),
  Phones: list('PhoneData', [{ $type: membership('PhoneData'), Number: '1', PhoneType: 'Fax' }, { $type: membership('PhoneData'), Number: '2', PhoneType: 'Fax' }]),
  Addresses: list('FullAddressData', [
    { AddressPurpose: 'Address', Address: { AddressId: '1' }, DisplayName: 'Ada' },
    { AddressPurpose: 'Home Address', Address: homeAddress },
    { AddressPurpose: 'Bare' },
  ]),
};
const work: Place = { in: 'Emails', type: 'WORK' };
const home = (member: 'addressLines' | 'cityName'): Place => ({ in: 'Addresses', type: 'home address', member });

test('values by type and purpose, whatever their case', () => {
  expect([valueAt(party, { in: 'Emails' }), valueAt(party, work), valueAt(party, home('cityName'))]).toEqual(['a@example.org', 'w@example.org', 'Salem']);
  expect(valueAt(party, home('addressLines'))).toBe('1 Road\nFlat 2');
});

test.each<[string, Place, unknown]>([
  ['Emails', work, { ...party.Emails, $values: [party.Emails.$values[0], email('n@example.org', 'Work')] }],
  ['Addresses', home('cityName'), { ...party.Addresses, $values: [party.Addresses.$values[0], { AddressPurpose: 'Home Address', Address: { ...homeAddress, CityName: 'n@example.org' } }, party.Addresses.$values[2]] }],
])('one member of %s is changed, and nothing beside it', (name, place, expected) => {
  expect(changed(party, { place, value: 'n@example.org' })).toEqual({ ...party, [name]: expected });
});

test('lines of an address are a collection again, also where there were none', () => {
  const put = (type: string) => changed(party, { place: { in: 'Addresses', type, member: 'addressLines' }, value: 'A\nB' });
  for (const type of ['Address', 'Home Address']) expect(JSON.stringify(put(type))).toContain(`"AddressLines":${JSON.stringify(list('AddressLineData', ['A', 'B']))}`);
});

test.each<[string, Place]>([
  ['an address without an AddressData', { in: 'Addresses', type: 'Bare', member: 'cityName' }],
  ['a type that two have', { in: 'Phones', type: 'Fax' }],
  ['a type that none has', { in: 'Emails', type: 'Home' }],
  ['a part of the name whose member is not known', { in: 'PersonName', member: 'Suffix', known: false }],
])('not carried: %s', (_what, place) => {
  expect(carries(party, place)).toBe(false);
  expect(() => changed(party, { place, value: 'x' })).toThrow(RangeError);
});

test('a part of the name that stands there; one that is known and does not', () => {
  expect(valueAt(party, { in: 'PersonName', member: 'MiddleName', known: false })).toBe('K');
  expect(changed(party, { place: { in: 'PersonName', member: 'NamePrefix', known: true }, value: 'Dr.' })).toMatchObject({ PersonName: { NamePrefix: 'Dr.', FirstName: 'Ada' } });
});

test('the primary e-mail is given to a party that has none, and taken back', () => {
  const place: Place = { in: 'Emails' };
  for (const Emails of [undefined, list('EmailData', [])]) {
    const given = changed({ ...party, Emails }, { place, value: 'n@example.org' });
    expect(given.Emails).toEqual(list('EmailData', [email('n@example.org', '_Primary', true)]));
    expect(changed(given, { place, value: null }).Emails).toEqual(list('EmailData', []));
  }
  const others = { ...party, Emails: list('EmailData', [email('w@example.org', 'Work')]) };
  expect(carries(others, place)).toBe(false);
});

test('two names of one place have one address', () => {
  expect(addressOf(party, { in: 'Emails' })).toBe(addressOf(party, { in: 'Emails', type: '_primary' }));
  expect(addressOf(party, home('cityName'))).not.toBe(addressOf(party, home('addressLines')));
});
