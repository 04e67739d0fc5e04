import { buyByCart, buyByComboOrder } from './order.js';
import { flow } from './saga/saga.js';

/** Sells a party non-dues items through their billing cycles: by one ComboOrder or through the party's cart, paid or "bill me". */
export const purchaseNonDues = flow('purchaseNonDues', async (run, input, saga) => {
  if (input.via === 'cart') await buyByCart(run, saga, input);
  else await buyByComboOrder(run, saga, input);
});
