import { flow } from './saga/saga.js';
import { checkPrice, sell } from './sell.js';

/** Sells a party a subscription product: billed by iMIS, at a given amount, or unbilled; paid or left open. */
export const purchaseSubscription = flow('purchaseSubscription', async (run, input, saga) => {
  await checkPrice(run, input);
  await sell(run, input, saga);
});
