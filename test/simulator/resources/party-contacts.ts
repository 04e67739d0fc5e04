import { isObject } from '../wire/json.js';
import { onlyMembers, readObject } from '../wire/read.js';

/** Contracts of the members of a party's collections, and their members in the vendor's samples (phones: of clients). */
const contracts: Record<string, readonly [contract: string, ...members: string[]]> = {
  Emails: ['EmailData', 'Address', 'EmailType', 'IsPrimary'],
  Phones: ['PhoneData', 'Number', 'PhoneType', 'IsPrimary'],
  Addresses: [
    ...(['FullAddressData', 'AdditionalLines', 'Address', 'AddresseeText', 'AddressPurpose', 'DisplayName'] as const),
    ...['CommunicationPreferences', 'FullAddressId', 'Salutation'],
  ],
};
const addressMembers = [
  ...['AddressId', 'AddressLines', 'CityName', 'CountryCode', 'CountryName', 'CountrySubEntityCode'],
  ...['CountrySubEntityName', 'FullAddress', 'PostalCode'],
];

/** Refuses e-mails, phones and addresses that are not of their contract. */
export function contactMembers(list: string, values: unknown[], strict: boolean): void {
  const [contract, ...members] = contracts[list] ?? [];
  if (!contract) return;
  for (const value of values) {
    const one = readObject(value, list, 'Membership', contract);
    onlyMembers(one, contract, members, strict);
    if (isObject(one.Address)) onlyMembers(one.Address, 'AddressData', addressMembers, strict);
  }
}
