/** One member of a collection of a Party: its value, and the whole party with another in its place. */
import type { AddressMember } from '../../workflows/contracts/contact-properties.js';
import { vendorName } from '../../workflows/contracts/property-names.js';
import { child, isRecord, members, type Raw, record, text, unwrap } from './wire/shape.js';
import { collection, membership } from './wire/type.js';

export type Simple = string | number | boolean;

/** A place of a party. */
export interface Slot {
  /** Absent is undefined. */
  value: unknown;
  /** One place has one address, whatever it is called by. */
  address: string;
  /** The party with this value there. null: none. */
  with(value: Simple | null): Raw;
}

/** How the value of a member is read and set. `name`: what is touched of it. */
interface Lens {
  name: string;
  get(one: Raw): unknown;
  set(one: Raw, value: Simple | null): Raw;
}

/** The one member that fits; undefined: there is none, or there are several. */
export function member(raw: Raw, list: string, fits: (one: Raw) => boolean, lens: Lens): Slot | undefined {
  const all = members(raw[list], list);
  const index = all.findIndex(fits);
  const one = all[index];
  if (!one || all.findLastIndex(fits) !== index) return undefined;
  const address = `${list}.${index}.${lens.name}`;
  return { value: lens.get(one), address, with: (value) => withMembers(raw, list, all.with(index, lens.set(one, value))) };
}

/** The collection stays in the form it came in: with a `$type`, or as a plain list. */
function withMembers(raw: Raw, list: string, next: Raw[]): Raw {
  const whole = raw[list];
  return { ...raw, [list]: isRecord(whole) ? { ...whole, $values: next } : next };
}

export const plain = (name: string): Lens => ({ name, get: (one) => unwrap(one[name]), set: (one, value) => ({ ...one, [name]: value ?? '' }) });

/** A value goes back in the form it came in: plain, or with its type beside it (facts 2.2). */
export const wrapped = (name: string): Lens => ({
  ...plain(name),
  set(one, value) {
    const former = one[name];
    return { ...one, [name]: isRecord(former) && '$value' in former ? { ...former, $value: value } : (value ?? '') };
  },
});

export function inAddress(name: AddressMember): Lens {
  const lens = name === 'addressLines' ? LINES : plain(vendorName(name));
  return {
    name: lens.name,
    get: (one) => lens.get(child(one, 'Address') ?? {}),
    set: (one, value) => ({ ...one, Address: lens.set(record(one.Address, 'Address'), value) }),
  };
}

/** Lines are texts in a collection (SUBSCRIPTION); together they are one text. */
const LINES: Lens = {
  name: 'AddressLines',
  get({ AddressLines: given }) {
    const list: unknown = isRecord(given) ? given.$values : (given ?? []);
    return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list.join('\n') : given;
  },
  set(address, value) {
    const { AddressLines: given } = address;
    const list = value === null ? [] : String(value).split('\n');
    const whole = isRecord(given) ? { ...given, $values: list } : collection(membership('AddressLineDataCollection'), list);
    return { ...address, AddressLines: Array.isArray(given) ? list : whole };
  },
};

const PRIMARY = '_Primary';
const isPrimary = (one: Raw): boolean => unwrap(one.IsPrimary) === true;

export const isPrimaryType = (type: string): boolean => type.toLowerCase() === PRIMARY.toLowerCase();

/** A party without any e-mail can be given one, of the form of the samples; taken away it is only when that is undone. */
export function primaryEmail(raw: Raw): Slot | undefined {
  const list = 'Emails';
  const all = members(raw[list], list);
  const found = member(raw, list, isPrimary, plain('Address'));
  if (found) return { ...found, with: (value) => (value === null ? withMembers(raw, list, all.filter((one) => !isPrimary(one))) : found.with(value)) };
  if (all.length > 0) return undefined;
  const whole = raw[list] ?? collection(membership('EmailDataCollection'), []);
  const made = (Address: string): Raw => ({ $type: membership('EmailData'), Address, EmailType: PRIMARY, IsPrimary: true });
  return { value: undefined, address: `${list}.0.Address`, with: (value) => (value === null ? raw : withMembers({ ...raw, [list]: whole }, list, [made(String(value))])) };
}

const TYPES = { Emails: 'EmailType', Phones: 'PhoneType', Addresses: 'AddressPurpose' };

/** What the members of a collection are told apart by. */
export const ofType = (list: keyof typeof TYPES, type: string) => (one: Raw): boolean => text(one, TYPES[list])?.toLowerCase() === type.toLowerCase();

/** The e-mails, phones and addresses that the party has, by type or purpose: `email`, `emails.Work`, `addresses.Home Address.cityName`. */
export const contactNames = (raw: Raw): string[] =>
  Object.entries(TYPES).flatMap(([list, name]) =>
    members(raw[list], list)
      .map((one) => text(one, name))
      .filter((type) => type !== undefined)
      .map((type) => (list === 'Emails' && isPrimaryType(type) ? 'email' : `${list.toLowerCase()}.${type}${list === 'Addresses' ? '.cityName' : ''}`)),
  );
