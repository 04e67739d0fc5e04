/** What an effect in YourMembership is. */
export type YmEffectKind =
  | 'ym.session'
  | 'ym.dues'
  | 'ym.payment'
  | 'ym.closed'
  | 'ym.expiryMoved'
  | 'ym.memberChanged'
  | 'ym.priceChanged';

/** What an entry of the ledger says of YourMembership. */
export interface YmEffect {
  memberId?: number;
  membershipId?: number;
  invoiceNumber?: number;
  invoiceGuid?: string;
}
