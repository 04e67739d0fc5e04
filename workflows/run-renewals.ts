import { billAll } from './renewals/bulk.js';
import { billEach } from './renewals/individual.js';
import { Planning } from './renewals/plan.js';
import { flow } from './saga/saga.js';

/** Renews the members of a billing cycle: planned, approved, billed by one Run or one by one, and compared. */
export const runRenewals = flow('runRenewals', async (run, input, saga) => {
  const planning = new Planning(run, input, saga);
  if (input.plan) {
    await planning.make();
    return;
  }
  const agreed = await planning.agree();
  const { plan, parties, letGo } = agreed;
  if ((parties?.total ?? plan.toBill) === 0) {
    saga.note('Nobody is to be billed: nothing was run.');
    await letGo();
  } else if (input.mode === 'bulk') await billAll(run, input, saga, agreed);
  else await billEach(input, saga, agreed);
});
