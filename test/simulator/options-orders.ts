/** What differs between tenants, or is not told by any page, in carts and orders; all of it can be changed while running. */
export interface OrderSwitches {
  /** "Enable non-dues subscription purchases and renewal": off, no item set of a non-dues cycle is found. */
  nonDuesPurchases: boolean;
  /** Whether the payment method BillMe ("Pay Later") may be used. */
  billMe: 'allowed' | 'refused';
  /**
   * POST of a cart for a user who has one: the lines sent come to those that are there; they take their place; nothing
   * is changed; a second cart is made; 409. The first three answer with the cart that is there.
   */
  secondCart: 'merges' | 'replaces' | 'keeps' | 'second' | 'refused';
  /** UpdatedBy of a cart: as sent (else the UserId), or the API user whatever was sent. */
  cartUpdatedBy: 'sent' | 'apiUser';
  /** What Submit buys: the cart in the request, or the one on file under its CartId. */
  submitTakes: 'sent' | 'stored';
  /** Submit of a cart that is not on file: taken all the same, or refused. */
  submitWithoutCart: 'taken' | 'refused';
  /** The cart after a Submit that leaves nothing in it: gone, on file without contents, or as it was. */
  cartAfterSubmit: 'gone' | 'emptied' | 'kept';
  /** A Submit that is refused: a failing ServiceResponse inside 200, or 400. */
  submitRefusal: 'inside' | '400';
  /** What UpdatePricing answers: the OrderData itself, or a ServiceResponse of it. */
  pricingAnswer: 'order' | 'serviceResponse';
  /** Prices at the submit: the server's of that moment, or those of the lines as they were sent. */
  priceAtSubmit: 'server' | 'asSent';
  /** Whether a membership order sets JoinDate (when empty) and CustomerTypeCode. */
  joinFields: 'set' | 'kept';
  /** A membership order that selects no dues item: refused, or the first dues item of the cycle is billed by itself. */
  joinBaseItem: 'required' | 'added';
}

export const defaultOrderSwitches: Readonly<OrderSwitches> = {
  nonDuesPurchases: true,
  billMe: 'allowed',
  secondCart: 'merges',
  cartUpdatedBy: 'sent',
  submitTakes: 'sent',
  submitWithoutCart: 'taken',
  cartAfterSubmit: 'gone',
  submitRefusal: 'inside',
  pricingAnswer: 'order',
  priceAtSubmit: 'server',
  joinFields: 'set',
  joinBaseItem: 'required',
};
