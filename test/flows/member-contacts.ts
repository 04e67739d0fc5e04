/** E-mails, phones and addresses of a party, in the form of the vendor's samples. */
const typed = (name: string) => `Asi.Soa.Membership.DataContracts.${name}, Asi.Contracts`;
const list = (name: string, values: unknown[]) => ({ $type: typed(`${name}Collection`), $values: values });

export function contactsOf(email: string) {
  const address = { $type: typed('AddressData'), AddressId: '1', AddressLines: list('AddressLineData', ['1 Long Road']), CityName: 'Salem', CountryCode: 'US', PostalCode: '31097' };
  return {
    Emails: list('EmailData', [
      { $type: typed('EmailData'), Address: email, EmailType: '_Primary', IsPrimary: true },
      { $type: typed('EmailData'), Address: `work.${email}`, EmailType: 'Work' },
    ]),
    Phones: list('PhoneData', [{ $type: typed('PhoneData'), Number: '(555) 0100', PhoneType: 'Mobile' }]),
    Addresses: list('FullAddressData', [{ $type: typed('FullAddressData'), Address: address, AddressPurpose: 'Home Address', FullAddressId: '1' }]),
  };
}
