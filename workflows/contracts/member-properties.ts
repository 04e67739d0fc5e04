/**
 * Properties of a Party by the names callers use, and which way each goes (RESTRICTED, "Which property, which flow").
 *
 * - Restricted ones: `JoinDate`, `PaidThruDate`, `RenewedThruDate`, `CustomerTypeCode`, `Chapter`.
 * - Of the name: `FirstName`, `InformalName`, `LastName`, `NamePrefix`, also as `PersonName.FirstName`; `PersonName.NAME` is any
 *   other part of the name that the party carries.
 * - E-mails, phones, addresses: `contact-properties.ts`.
 * - Any other attribute that the party carries: `AdditionalAttributes.NAME`.
 *
 * All in the vendor's form or in camelCase.
 */
import { ADDRESS_MEMBERS, contact, contactName, type Contact } from './contact-properties.js';
import { propertyName, vendorName, type Properties, type PropertyValue } from './property-names.js';

export const MONEY_DATES = ['joinDate', 'paidThruDate', 'renewedThruDate'] as const;
export type MoneyDate = (typeof MONEY_DATES)[number];
export const RESTRICTED = [...MONEY_DATES, 'customerTypeCode', 'chapter'] as const;
export type Restricted = (typeof RESTRICTED)[number];
/** Members of PersonNameData that vendor samples carry ("Writing data with REST" has NamePrefix) and that do not follow from others. */
export const NAME_PARTS: readonly string[] = ['firstName', 'informalName', 'lastName', 'namePrefix'];

const ATTRIBUTE = /^additionalAttributes\./i;
const NAME = /^personName\./i;
/** They follow from other properties (vendor samples; inferred). */
const DERIVED = ['fullName', 'customerTypeDescription', 'isMember', 'isMemberRecord', 'isInactiveMember'];

export type MemberProperty =
  | { way: 'restricted'; name: Restricted }
  | { way: 'name'; name: string }
  | { way: 'contact'; contact: Contact }
  | { way: 'attribute'; name: string }
  | { way: 'none'; why: string };

/** Which way a property goes. `name` of an attribute is as given, without the prefix; of a part of the name in camelCase. */
export function memberProperty(given: string): MemberProperty {
  const inside = given.trim().replace(ATTRIBUTE, '');
  const name = propertyName(inside.replace(NAME, ''));
  const restricted = RESTRICTED.find((one) => one === name);
  if (restricted) return { way: 'restricted', name: restricted };
  if (DERIVED.includes(name)) return { way: 'none', why: 'follows from other properties; iMIS sets it' };
  if (ATTRIBUTE.test(given.trim())) return { way: 'attribute', name: inside };
  if (NAME_PARTS.includes(name) || NAME.test(inside)) return { way: 'name', name };
  const found = contact(given);
  return found ? { way: 'contact', contact: found } : { way: 'none', why: `is not known here (known: ${KNOWN})` };
}

const CONTACTS = ['email', 'emails.TYPE', 'phones.TYPE', `addresses.PURPOSE.${ADDRESS_MEMBERS.join('|')}`];
const KNOWN = [...NAME_PARTS, 'personName.NAME', ...CONTACTS, ...RESTRICTED, 'additionalAttributes.NAME'].join(', ');

/** One name for all spellings of a property: it is part of the business key. */
export function memberPropertyName(given: string): string {
  const property = memberProperty(given);
  switch (property.way) {
    case 'none':
      return propertyName(given);
    case 'attribute':
      return `additionalAttributes.${vendorName(property.name)}`;
    case 'contact':
      return contactName(property.contact);
    case 'name':
      return NAME_PARTS.includes(property.name) ? property.name : `personName.${property.name}`;
    case 'restricted':
      return property.name;
  }
}

export const byMemberPropertyName = (set: Properties): Properties =>
  Object.fromEntries(Object.entries(set).map(([name, value]) => [memberPropertyName(name), value]));

/** What is wished, by the way it goes; names are the ones of `memberPropertyName`. */
export interface Wished {
  /** Changed by GET, modify, PUT. */
  plain: Properties;
  /** null: out of the chapter. */
  chapter?: string | null;
  dates: Partial<Record<MoneyDate, string>>;
  customerTypeCode?: string;
}

export function wishedOf(set: Properties): Wished {
  const wished: Wished = { plain: {}, dates: {} };
  for (const [given, value] of Object.entries(set)) take(wished, memberProperty(given), memberPropertyName(given), value);
  return wished;
}

function take(wished: Wished, property: MemberProperty, name: string, value: PropertyValue): void {
  if (property.way !== 'restricted') wished.plain[name] = value;
  else if (property.name === 'chapter') wished.chapter = value === null || value === '' ? null : String(value);
  else if (property.name === 'customerTypeCode') wished.customerTypeCode = String(value);
  else wished.dates[property.name] = String(value);
}
