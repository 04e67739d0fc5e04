/** Scripts of purchaseSubscription: paid, left open, and added without a bill. */
import type { PurchaseSubscription } from '../../../workflows/contracts/inputs.js';
import { CASH, FIRST_DAY, ITEM, oneCheck, type InvoicesKind } from './records.js';
import { afterBill, rivalEnrolment, rivalPayment, staffPayment } from './rivals.js';
import type { Script } from './script.js';
import { ofSale } from './verdicts.js';

const billed = afterBill('POST Subscription');

const purchase = (kind: string, invoices: InvoicesKind, more: Partial<PurchaseSubscription>): Script<'purchaseSubscription'> => ({
  name: `purchase-${kind}`,
  flow: 'purchaseSubscription',
  arrange({ sim, tenant }) {
    sim.switches.invoices = invoices;
    const { partyId } = sim.world.addParty({ customerType: 'M' });
    return { tenant, partyId, itemId: ITEM, beginDate: FIRST_DAY, ...more };
  },
  verdict: 'completed',
  verdicts: ofSale(false),
  roles: { 'POST Subscription': 'changes', ...(more.payment && { 'POST ComboOrder': 'pays' }) },
  acts: [rivalEnrolment, rivalPayment(billed, more.payment !== undefined), staffPayment(billed)],
  ...(more.payment && { earlierCheck: oneCheck }),
});

export const PURCHASES = [
  purchase('paid', 'persisted', { payment: CASH }),
  purchase('open', 'legacy', {}),
  purchase('unbilled', 'persisted', { bill: false }),
];
