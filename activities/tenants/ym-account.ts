/** An association's account of YourMembership, and what differs between associations or is not known of the API. */
export interface YmAccount {
  baseUrl: string;
  /** The association's number; part of every address. */
  clientId: number;
  apiKey: string;
  apiPassword: string;
  /** Guides send the key as UserName; one connector's code has it the other way round (facts Y1). */
  loginOrder: 'keyFirst' | 'passwordFirst';
  /** From the begin of one request to that of the next, milliseconds. No limits are published (facts Y2). */
  paceMs: number;
  /** What the whole number InvoicePayments.Amount counts (facts, unknowns). Unset: payments are refused. */
  paymentUnit?: 'cents' | 'units';
  /** Who takes a promo code's discount off: whoever computes Amount, or the server. Unset: promo codes are refused. */
  promoCodes?: 'client' | 'server';
  /** Is DuesAmount of a prorated membership the whole year's, or prorated already? Unset: such memberships are refused. */
  prorating?: 'client' | 'server';
  /** The member of a dues transaction that shows `invoice.comment`; unset: any text. */
  marker?: string;
  /** How far back an invoice of the same act is looked for. */
  lookBackDays: number;
}
