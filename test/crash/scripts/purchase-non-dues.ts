/** Scripts of purchaseNonDues: by one ComboOrder, through the cart, and left for a bill. */
import type { PurchaseNonDues } from '../../../workflows/contracts/inputs.js';
import { CASH } from './records.js';
import type { Script } from './script.js';
import { ofOrder } from './verdicts.js';

const order = (how: string, more: Pick<PurchaseNonDues, 'via' | 'payment' | 'billMe'>): Script<'purchaseNonDues'> => ({
  name: `order-${how}`,
  flow: 'purchaseNonDues',
  arrange({ sim, tenant }) {
    sim.switches.invoices = 'persisted';
    const { partyId } = sim.world.addParty({ customerType: 'NM' });
    return { tenant, partyId, items: [{ itemId: 'JOUR', billingCycleId: 'Non-Member Subscriptions' }], ...more };
  },
  verdict: 'completed',
  verdicts: ofOrder,
  roles: { 'POST ComboOrder': 'stands', 'POST Cart': 'changes', 'POST Cart.Submit': 'stands' },
  cardless: true,
  acts: [],
});

export const ORDERS = [
  order('combo', { payment: CASH }),
  order('cart', { payment: CASH, via: 'cart' }),
  order('bill-me', { billMe: true }),
];
