/** What no page of YourMembership says, or what differs between clients; all of it can be changed while running. */
export interface YmSwitches {
  /** Life of a session, in seconds (T: about 15 minutes). */
  ymSessionSeconds: number;
  /** Whether a session's life begins again with every call. */
  ymSession: 'fixed' | 'sliding';
  /** What POST Dues does while an invoice is open and the membership does not allow several. */
  ymOpenInvoice: 'second' | 'refused-200' | 'refused-400';
  /** How other business failures are told: an error in ResponseStatus at 200, or 400. */
  ymRefusal: 'inside' | '400';
  /** Who takes the discount of DuesPromoCode off: the server, or whoever computes Amount. */
  ymPromoCode: 'server' | 'client';
  /** Whether Amount holds the chosen rules and modifiers, or the server adds them. */
  ymExtras: 'within' | 'added';
  /** What the whole number of InvoicePayments.Amount counts. */
  ymPaymentUnit: 'units' | 'cents';
  /** A number with decimals where a whole one is expected. */
  ymDecimalAmount: 'refused' | 'truncated';
  /** A payment above what is owed. */
  ymOverpayment: 'taken' | 'refused';
  /** Which column of DuesTransactions shows `invoice.comment`; InvoiceItems shows it as OriginalInvoiceComments or InternalNotes. */
  ymComment: 'MemberComments' | 'AdminComments' | 'nowhere';
  /** Which column of DuesTransactions shows `Description`. */
  ymDescription: 'nowhere' | 'MemberComments' | 'AdminComments';
  /** GETs that are served from the cache without BypassCache: those the pages mark "with cache", or all. */
  ymCache: 'all' | 'documented';
  ymCacheSeconds: number;
  /** Members/{id} of somebody who does not exist. */
  ymUnknownMember: 'not-found' | 'empty';
  /** How the text `expirationDate` is written. */
  ymExpirationDate: 'us' | 'iso';
  /** Hours from UTC to the server's time. */
  ymOffsetHours: number;
  /** Rows of a page when PageSize is absent. */
  ymPageSize: number;
}

export const defaultYmSwitches: Readonly<YmSwitches> = {
  ymSessionSeconds: 900,
  ymSession: 'fixed',
  ymOpenInvoice: 'second',
  ymRefusal: 'inside',
  ymPromoCode: 'server',
  ymExtras: 'within',
  ymPaymentUnit: 'units',
  ymDecimalAmount: 'refused',
  ymOverpayment: 'taken',
  ymComment: 'MemberComments',
  ymDescription: 'nowhere',
  ymCache: 'all',
  ymCacheSeconds: 600,
  ymUnknownMember: 'not-found',
  ymExpirationDate: 'us',
  ymOffsetHours: -5,
  ymPageSize: 100,
};
