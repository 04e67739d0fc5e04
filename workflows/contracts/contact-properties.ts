/**
 * E-mails, phones and addresses of a Party by the names callers use. A type or purpose is the tenant's, as iMIS shows it.
 *
 * - `email`: the primary one. `emails.TYPE`: the one of an EmailType.
 * - `phones.TYPE`: the Number of a PhoneType.
 * - `addresses.PURPOSE.MEMBER`: of an AddressPurpose, such as `addresses.Home Address.cityName`.
 *
 * Members of EmailData, FullAddressData and AddressData are those of the vendor's samples (SUBSCRIPTION); what follows from
 * others (CountryName, FullAddress ...) is not among them. PhoneData's are those that working clients send.
 */
import { propertyName, vendorName } from './property-names.js';

/** `addressLines` is one text, its lines divided by line feeds. */
export const ADDRESS_MEMBERS = ['addressLines', 'cityName', 'countryCode', 'countrySubEntityCode', 'postalCode'] as const;
export type AddressMember = (typeof ADDRESS_MEMBERS)[number];

export type Contact =
  /** No type: the primary one. */
  { in: 'Emails'; type?: string } | { in: 'Phones'; type: string } | { in: 'Addresses'; type: string; member: AddressMember };

/** undefined: no name of this kind. */
export function contact(given: string): Contact | undefined {
  if (propertyName(given) === 'email') return { in: 'Emails' };
  const [, list, rest = ''] = /^(emails|phones|addresses)\.(.+)$/i.exec(given.trim()) ?? [];
  const of = list && vendorName(list.toLowerCase());
  if (of === 'Emails' || of === 'Phones') return { in: of, type: rest.trim() };
  const [, type, last = ''] = /^(.+)\.(\w+)$/.exec(rest) ?? [];
  const member = ADDRESS_MEMBERS.find((one) => one === propertyName(last));
  return of === 'Addresses' && type && member ? { in: of, type: type.trim(), member } : undefined;
}

/** One name for all spellings. */
export function contactName(one: Contact): string {
  if (one.in === 'Addresses') return `addresses.${one.type}.${one.member}`;
  return one.type === undefined ? 'email' : `${propertyName(one.in)}.${one.type}`;
}
