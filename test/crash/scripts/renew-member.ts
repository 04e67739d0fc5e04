/** Scripts of renewMember: the longest path first (posting required, the invoice comes with it, then paid). */
import type { RenewMember } from '../../../workflows/contracts/inputs.js';
import type { Act } from '../acts.js';
import { startRun } from '../../simulator/world/renewal-run.js';
import { afterBill, rivalPayment, rivalPurchase, rivalSale, staffPayment } from './rivals.js';
import { FIRST_DAY, ITEM, paymentOf, REFUSAL, YEAR, type InvoicesKind, type PaymentKind } from './records.js';
import type { Place, Script } from './script.js';
import { ofRenewal } from './verdicts.js';

/**
 * `due`: paid through the last year. `owing`: the same, and another row of the cycle that owes its last term. `sold`: the office
 * has billed the term by hand, unpaid. `run`: the office has billed it by a run of its own, and posted it.
 */
type Records = 'due' | 'owing' | 'sold' | 'run';

const SECOND = 'JOUR';
const RUN = 'POST LegacyBilling.RunIndividual';

function renewal(payment: PaymentKind, invoices: InvoicesKind, records: Records): Script<'renewMember'> {
  const refused = payment === 'refused';
  const paid = payment === 'paid';
  const billed = records === 'sold' || records === 'run' ? notOfChapters : afterBill(RUN);
  return {
    name: `renew-${payment}-${invoices}-${records}`,
    flow: 'renewMember',
    arrange: (place) => ({ ...arrangeRenewal(place, invoices, records), payment: paymentOf(payment) }),
    ...(refused && { standing: REFUSAL }),
    verdict: refused ? 'completed-with-exceptions' : 'completed',
    verdicts: ofRenewal(refused),
    roles: { [RUN]: 'stands', 'POST BatchSummary.Post': 'stands', ...(paid && { 'POST ComboOrder': 'pays' }) },
    acts: [
      rivalPurchase,
      rivalPayment(billed, paid),
      staffPayment(billed),
      ...(records === 'due' ? [rivalSale(RUN)] : []),
    ],
  };
}

const notOfChapters: Act['fits'] = (call) => call.entity !== 'GroupMember';

export const RENEWALS: Script<'renewMember'>[] = [
  renewal('paid', 'persisted', 'due'),
  renewal('paid', 'legacy', 'due'),
  renewal('refused', 'persisted', 'due'),
  renewal('refused', 'legacy', 'due'),
  renewal('card', 'persisted', 'due'),
  renewal('paid', 'persisted', 'owing'),
  renewal('paid', 'persisted', 'sold'),
  renewal('paid', 'legacy', 'sold'),
  renewal('paid', 'persisted', 'run'),
  renewal('paid', 'legacy', 'run'),
];

function arrangeRenewal({ sim, tenant }: Place, invoices: InvoicesKind, records: Records): RenewMember {
  const { world, staff } = sim;
  const { store } = world;
  // Legacy renewals of this association are posted with the call.
  const postSingleRenewals = invoices === 'persisted' ? 'required' : 'auto';
  Object.assign(sim.switches, { invoices, postSingleRenewals });
  const [partyId = ''] = world.addMembers(1, { paidThru: `${YEAR - 1}-12-31` });
  // A cycle of the case alone: another may be remembered from the case before, and then the calls would differ.
  const cycleId = `Fees of ${partyId}`;
  const regular = store.billingCycles.get('Regular Membership Fees')!;
  store.billingCycles.put(cycleId, { ...regular, cycleId, name: cycleId, duesItems: [ITEM, SECOND] });
  if (records === 'owing')
    world.addSubscription({ partyId, itemId: SECOND, beginDate: `${YEAR - 1}-01-01`, billDate: `${YEAR - 2}-12-02` });
  if (records === 'sold') staff.addSubscription({ partyId, itemId: ITEM, beginDate: FIRST_DAY });
  if (records === 'run') {
    const order = { cycleId, runName: 'By the office', runDate: FIRST_DAY, effectiveDate: FIRST_DAY, partyId };
    const options = { autoPayOption: 0, doNotApplyCredits: false, hotPost: true } as const;
    startRun(store, { user: 'staff' }, store.billingCycles.get(cycleId)!, { ...order, ...options });
  }
  return { tenant, partyId, billingCycleId: cycleId, effectiveDate: FIRST_DAY };
}
