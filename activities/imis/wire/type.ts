/** `$type` names, without which iMIS cannot tell what an object is (facts 2.2). They come first in every object. */

export const commerce = (name: string): string => `Asi.Soa.Commerce.DataContracts.${name}, Asi.Contracts`;
export const core = (name: string): string => `Asi.Soa.Core.DataContracts.${name}, Asi.Contracts`;
export const membership = (name: string): string => `Asi.Soa.Membership.DataContracts.${name}, Asi.Contracts`;

export interface Values {
  $type: string;
  $values: readonly unknown[];
}

/** A collection as iMIS writes it: `{ $type, $values }`. */
export const collection = ($type: string, values: readonly unknown[]): Values => ({ $type, $values: values });

/** `{ $type: PartySummaryData, PartyId }` and its like: an entity named by its id alone. */
export const party = ($type: string, partyId: string) => ({ $type, PartyId: partyId });

/** The class name inside a `$type`: `InvoiceSummaryData`. */
export function className(type: unknown): string {
  return typeof type === 'string' ? (/(?:^|\.)(\w+)(?:`|,|$)/.exec(type.split('[[')[0] ?? '')?.[1] ?? '') : '';
}
