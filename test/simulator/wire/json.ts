/** JSON as it travels. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [member: string]: Json | undefined;
}

/** The `$type` of a data contract, e.g. `contract('Commerce', 'SubscriptionData')`. */
export function contract(area: 'Commerce' | 'Core' | 'Membership', name: string): string {
  return `Asi.Soa.${area}.DataContracts.${name}, Asi.Contracts`;
}

/**
 * A data contract as iMIS writes it: null, 0 and false are left out (EmitDefaultValue=false); empty strings stay.
 * Members that are always written are added by the caller afterwards.
 */
export function data(area: 'Commerce' | 'Core' | 'Membership', name: string, members: JsonObject): JsonObject {
  const out: JsonObject = { $type: contract(area, name) };
  for (const [key, value] of Object.entries(members)) {
    if (value === undefined || value === null || value === 0 || value === false) continue;
    out[key] = value;
  }
  return out;
}

/** A typed collection: `{ $type, $values }`. */
export function collection(area: 'Commerce' | 'Core' | 'Membership', name: string, values: Json[]): JsonObject {
  return { $type: contract(area, name), $values: values };
}

/** A primitive in an object-typed slot: booleans and numbers are wrapped, text is not. */
export function boxed(value: string | boolean | number): Json {
  if (typeof value === 'boolean') return { $type: 'System.Boolean', $value: value };
  if (typeof value === 'number') return { $type: 'System.Int32', $value: value };
  return value;
}

/** A `GenericPropertyData`; Name is always written. */
export function property(name: string, value: string | boolean | number | undefined): JsonObject {
  return {
    ...data('Core', 'GenericPropertyData', {}),
    Name: name,
    ...(value === undefined ? {} : { Value: boxed(value) }),
  };
}

/** A `GenericPropertyDataCollection` of the pairs given. */
export function properties(pairs: Record<string, string | boolean | number | undefined>): JsonObject {
  return collection(
    'Core',
    'GenericPropertyDataCollection',
    Object.entries(pairs).map(([name, value]) => property(name, value)),
  );
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
