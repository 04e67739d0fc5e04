import { flow } from './saga/saga.js';
import { sell } from './sell.js';

/** Sells a party a subscription product: billed by iMIS, at a given amount, or unbilled; paid or left open. */
export const purchaseSubscription = flow('purchaseSubscription', sell);
