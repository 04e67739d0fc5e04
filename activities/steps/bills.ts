/**
 * What every step that may bill a party claims, beside the record it makes. A renewal bills all rows of its cycle, which
 * are known only after a look: without a claim on the party, a purchase and a renewal could both look at the row of one
 * term, find it unbilled, and both bill it (domain-rules 2.12). The tenant's slot keeps calls apart, not look and send.
 */
export const billsTarget = (partyId: string): string => `bills:${partyId}`;

/** Of a run that bills everybody: while it is at work, nobody else bills anybody. */
export const allBills = billsTarget('*');
