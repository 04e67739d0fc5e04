/** `AdditionalAttributes`: a collection of named values, each plain or wrapped with its type (facts 2.2). */
import { members, type Raw, unwrap } from './shape.js';

export type Properties = ReadonlyMap<string, unknown>;

/** Values by name; a property without a value is left out. */
export function readProperties(raw: Raw, name = 'AdditionalAttributes'): Properties {
  const properties = new Map<string, unknown>();
  for (const one of members(raw[name], name)) {
    const value = unwrap(one.Value);
    if (typeof one.Name === 'string' && value !== undefined && value !== null) properties.set(one.Name, value);
  }
  return properties;
}

/** A property's text; absent, empty or of another type is undefined. */
export function textProperty(properties: Properties, name: string): string | undefined {
  const value = properties.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function flagProperty(properties: Properties, name: string): boolean | undefined {
  const value = properties.get(name);
  return typeof value === 'boolean' ? value : undefined;
}
