import { isObject } from '../wire/json.js';

/** What of an address a caller may wish. */
const addressMembers = ['AddressLines', 'CityName', 'CountryCode', 'CountrySubEntityCode', 'PostalCode'];

const listOf = (extra: Record<string, unknown>, name: string): Record<string, unknown>[] => {
  const list = extra[name];
  return isObject(list) && Array.isArray(list.$values) ? list.$values.filter(isObject) : [];
};

/** The collections of a party that are not judged by the names of `contactFields`. */
export const withoutContacts = (extra: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(extra).filter(([name]) => !['Emails', 'Phones', 'Addresses'].includes(name)));

/** E-mails, phones and addresses by the names that `updateMember` takes: `email`, `phones.Home`, `addresses.Home Address.cityName`. */
export function contactFields(email: string | undefined, extra: Record<string, unknown>): [string, unknown][] {
  const found: [string, unknown][] = email === undefined ? [] : [['email', email]];
  for (const one of listOf(extra, 'Emails'))
    if (one.IsPrimary !== true) found.push([`emails.${String(one.EmailType)}`, one.Address]);
  for (const one of listOf(extra, 'Phones')) found.push([`phones.${String(one.PhoneType)}`, one.Number]);
  for (const one of listOf(extra, 'Addresses')) {
    const address = isObject(one.Address) ? one.Address : {};
    for (const name of addressMembers) found.push([`addresses.${String(one.AddressPurpose)}.${name}`, text(address[name])]);
  }
  return found;
}

/** Lines of an address are one text. */
const text = (value: unknown): unknown => (isObject(value) && Array.isArray(value.$values) ? value.$values.join('\n') : value);
