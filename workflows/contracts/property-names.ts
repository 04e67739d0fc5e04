/** Names in `set` are taken as the vendor writes them and in camelCase: `PaidThru` and `paidThru` are one (domain-rules section 4). */

/** The camelCase form of a property's name. */
export const propertyName = (name: string): string => name.trim().replace(/^[A-Z]/, (letter) => letter.toLowerCase());

/** The vendor's form. */
export const vendorName = (name: string): string => propertyName(name).replace(/^[a-z]/, (letter) => letter.toUpperCase());

export type PropertyValue = string | number | boolean | null;
export type Properties = Record<string, PropertyValue>;

/** The properties by their camelCase names. */
export const byPropertyName = (set: Properties): Properties =>
  Object.fromEntries(Object.entries(set).map(([name, value]) => [propertyName(name), value]));
