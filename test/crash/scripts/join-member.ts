/** The script of joinMember: a new member joins through the cart. */
import { CASH, ITEM } from './records.js';
import type { Script } from './script.js';
import { ofOrder } from './verdicts.js';

const join: Script<'joinMember'> = {
  name: 'join-paid',
  flow: 'joinMember',
  arrange({ sim, tenant }) {
    sim.switches.invoices = 'persisted';
    const { partyId } = sim.world.addParty({ customerType: 'NM' });
    return { tenant, partyId, billingCycleId: 'Regular Membership Fees', items: [{ itemId: ITEM }], payment: CASH };
  },
  verdict: 'completed',
  verdicts: ofOrder,
  roles: { 'POST Cart': 'changes', 'POST Cart.Submit': 'stands' },
  acts: [],
};

export const JOINS = [join];
