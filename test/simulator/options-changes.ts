/** What differs between tenants, or is unknown, in payments taken back and in changes of members and subscriptions. */
export interface ChangeSwitches {
  /** Reversing a payment takes PaidThru of row and party back, or (as the classic product does) leaves them. */
  reversalMovesPaidThru: boolean;
  /** The Payment record that a reversal or a refund leaves: with a negative amount, with a positive one, or none. */
  takenBackRecord: 'negative' | 'positive' | 'none';
  /** A refund opens the balance of the invoice again, or leaves it settled. */
  refundReopensInvoice: boolean;
  /** Members of PUT Subscription that cannot be changed: refused by name, or passed over in silence. */
  putFixed: 'refused' | 'ignored';
  /** BilledAmount is taken in a PUT only beside `BillSubscription: false`; otherwise it counts as one that cannot be changed. */
  putAmountNeedsFlag: boolean;
  /** Members left out of PUT Party: set to nothing, or kept. */
  partyPutOmitted: 'cleared' | 'kept';
  /** Addresses of PUT Party: saved, or answered as sent and not saved (facts 2.4, 7.1). */
  partyAddresses: 'saved' | 'echoed';
}

export const defaultChangeSwitches: Readonly<ChangeSwitches> = {
  reversalMovesPaidThru: false,
  takenBackRecord: 'negative',
  refundReopensInvoice: false,
  putFixed: 'refused',
  putAmountNeedsFlag: false,
  partyPutOmitted: 'cleared',
  partyAddresses: 'saved',
};
