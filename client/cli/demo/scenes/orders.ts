/** What is bought by an order: non-dues items by ComboOrder or cart, and a membership by joining. */
import { NON_DUES } from '../association.js';
import { at, cash, type Scene } from './scene.js';

const atlas = { itemId: 'ATLAS', billingCycleId: NON_DUES };
const news = { itemId: 'NEWS', billingCycleId: NON_DUES };

const billMe: Scene = {
  title: 'A newsletter, "bill me": nothing is paid, an open invoice is made',
  flow: 'purchaseNonDues',
  input: { partyId: '23217', items: [news], billMe: true },
  ends: 'completed',
};

export const ORDERS: Scene[] = [
  {
    title: 'An atlas, bought and paid by one ComboOrder whose answer is lost',
    flow: 'purchaseNonDues',
    input: { partyId: '23216', items: [atlas], payment: cash },
    fault: at('POST', 'ComboOrder', '23216', 'drop-after'),
    ends: 'completed',
  },
  billMe,
  {
    title: 'The invoice of that order is paid through the cart',
    flow: 'payInvoice',
    input: (invoiceId) => ({ partyId: '23217', invoiceId, via: 'cart', payment: cash }),
    invoiceOf: billMe,
    ends: 'completed',
    result: { balance: '0.00', cart: 'gone' },
  },
  {
    title: 'The member has something of their own in the cart: the flow waits until a person has seen to it',
    flow: 'purchaseNonDues',
    input: { partyId: '23221', items: [atlas], payment: cash, via: 'cart' },
    before: { act: 'addToCart', args: ['23221', NON_DUES, 'NEWS'] },
    repair: {
      verb: 'retry',
      by: 'Kim Doe',
      why: 'the member has emptied the cart',
      cure: { act: 'emptyCart', args: ['23221'] },
    },
    ends: 'completed',
    result: { cart: 'gone' },
  },
  {
    title: 'Somebody joins, through the cart: iMIS sets JoinDate and the customer type',
    flow: 'joinMember',
    input: { partyId: '23231', billingCycleId: 'New Member Fees', items: [{ itemId: 'REG' }], payment: cash },
    ends: 'completed',
    result: { customerTypeCode: 'M' },
  },
];
