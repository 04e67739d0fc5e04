/** `set` of modifySubscription and updateMember: names are checked, and values by name. No message repeats a value. */
import { z } from 'zod';
import type { Contact } from '../contact-properties.js';
import { memberProperty, memberPropertyName, type Restricted } from '../member-properties.js';
import { propertyName, type PropertyValue } from '../property-names.js';
import { EDITABLE, editableField, statusNamed, whyNotEditable, type FieldKind } from '../subscription-fields.js';
import { date, id, money, text } from './common.js';

const value = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);

/** `nameOf`: one name for all spellings. `problem`: what is wrong with a property, or undefined. */
function propertySet(nameOf: (given: string) => string, problem: (name: string, value: PropertyValue) => string | undefined) {
  return z
    .record(z.string().regex(/^[A-Za-z][\w./ &'()-]{0,119}$/, 'must be the name of a property'), value)
    .refine((properties) => Object.keys(properties).length > 0, 'names no property')
    .superRefine((properties, context) => {
      const seen = new Set<string>();
      for (const [given, one] of Object.entries(properties)) {
        const issue = (message: string) => context.addIssue({ code: 'custom', path: [given], message });
        if (seen.has(nameOf(given))) issue('is given twice');
        seen.add(nameOf(given));
        const wrong = problem(given, one);
        if (wrong) issue(wrong);
      }
    });
}

const DATE = 'must be a calendar date YYYY-MM-DD';
const isDate = (given: PropertyValue): boolean => date.safeParse(given).success;

const WRONG: Record<FieldKind, (given: PropertyValue) => string | undefined> = {
  date: (given) => (isDate(given) ? undefined : DATE),
  'date or null': (given) => (given === null || isDate(given) ? undefined : `${DATE}, or null`),
  money: (given) => (money.safeParse(given).success ? undefined : 'must be an amount with at most two decimal places, such as "95.00"'),
  id: (given) => (id.safeParse(given).success ? undefined : 'must be an id'),
  'text or null': (given) => (given === null || text.safeParse(given).success ? undefined : 'must be a text of at most 500 characters, or null'),
  status: (given) => (statusNamed(given) ? undefined : 'must be Active (0) or Inactive (1)'),
};

export const subscriptionSet = propertySet(propertyName, (name, given) => {
  const field = editableField(name);
  return field ? WRONG[EDITABLE[field]](given) : whyNotEditable(name);
});

export const memberSet = propertySet(memberPropertyName, (name, given) => {
  const property = memberProperty(name);
  switch (property.way) {
    case 'none':
      return property.why;
    case 'name':
      return text.safeParse(given).success ? undefined : 'must be a text of at most 500 characters';
    case 'contact':
      return wrongContact(property.contact, given);
    case 'attribute':
      return undefined;
    case 'restricted':
      return wrongRestricted(property.name, given);
  }
});

/** How iMIS is told that an e-mail or a phone is no more is unknown: they are changed, and not taken away. */
function wrongContact(contact: Contact, given: PropertyValue): string | undefined {
  if (contact.in === 'Addresses') return given === null || text.safeParse(given).success ? undefined : 'must be a text of at most 500 characters, or null';
  if (!text.safeParse(given).success) return 'must be a text of at most 500 characters; none is taken away';
  return contact.in === 'Phones' || /^[^\s@]+@[^\s@]+$/.test(String(given)) ? undefined : 'must be an e-mail address';
}

function wrongRestricted(name: Restricted, given: PropertyValue): string | undefined {
  if (name === 'chapter') return given === null || given === '' || id.safeParse(given).success ? undefined : 'must be the code of a chapter, or null';
  if (name === 'customerTypeCode') return id.safeParse(given).success ? undefined : 'must be the code of a customer type; no flow empties it';
  return isDate(given) ? undefined : `${DATE}; no flow empties it`;
}
