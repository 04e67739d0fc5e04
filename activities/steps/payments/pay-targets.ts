/**
 * What a write to an invoice claims. Who pays all open invoices of a party learns only by a look which they are: without a
 * claim on all of that payer's, a payment that is still landing on one of them would be made twice.
 */
export const invoiceTarget = (invoiceId: string): string => `invoice:${invoiceId}`;

/** Of one invoice: that of the invoice itself, and one among its payer's. */
export const payerTargets = (billToPartyId: string, invoiceId: string): string[] => [invoiceTarget(invoiceId), `open at ${billToPartyId}:${invoiceId}`];

/** Of all invoices of a payer, whichever they are (claims.ts). */
export const allOfPayer = (billToPartyId: string): string => `open at ${billToPartyId}:*`;
