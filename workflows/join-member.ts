import { buyByCart } from './order.js';
import { flow } from './saga/saga.js';
import { confirmJoin } from './steps/orders.js';

/** A party joins by a membership billing cycle, through their cart, so that iMIS sets JoinDate and CustomerTypeCode. */
export const joinMember = flow('joinMember', async (run, input, saga) => {
  if (!(await buyByCart(run, saga, input))) return;
  const joined = await run(confirmJoin, { partyId: input.partyId });
  if (!joined) return;
  const { joinDate, customerTypeCode, missing } = joined;
  Object.assign(saga.result, { joinDate, customerTypeCode });
  for (const what of missing) saga.exception(`The order stands, but ${what}: put it right in iMIS.`);
});
