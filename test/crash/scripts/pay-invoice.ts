/** Scripts of payInvoice: an invoice, a part of one, all open ones of a payer by one payment. */
import type { PayInvoice } from '../../../workflows/contracts/inputs.js';
import { CASH, FIRST_DAY, ITEM, type InvoicesKind } from './records.js';
import { always, rivalOfAllOpen, rivalPayment, staffPayment } from './rivals.js';
import type { Script } from './script.js';
import { doneOrNot, doneOrUndone } from './verdicts.js';

type Asks = (invoiceId: string) => Pick<PayInvoice, 'invoiceId' | 'allOpen' | 'payment' | 'via'>;

const paying = (what: string, invoices: InvoicesKind, itemIds: string[], asks: Asks, verdicts: Script['verdicts'] = doneOrNot): Script<'payInvoice'> => ({
  name: `pay-${what}`,
  flow: 'payInvoice',
  arrange({ sim, tenant }) {
    sim.switches.invoices = invoices;
    const { partyId } = sim.world.addParty({ customerType: 'M' });
    for (const itemId of itemIds) sim.staff.addSubscription({ partyId, itemId, beginDate: FIRST_DAY });
    return { tenant, partyId, ...asks(sim.world.invoicesOf(partyId)[0]!.invoiceId) };
  },
  verdict: 'completed',
  verdicts,
  roles: { 'POST ComboOrder': 'pays', 'POST Cart': 'changes', 'POST Cart.Submit': 'stands' },
  acts: [rivalPayment(always, true), rivalOfAllOpen, staffPayment(always)],
});

export const PAYMENTS_OF_INVOICES = [
  paying('whole', 'persisted', [ITEM], (invoiceId) => ({ invoiceId, payment: CASH })),
  paying('part', 'legacy', [ITEM], (invoiceId) => ({ invoiceId, payment: { ...CASH, amount: '20.00', reference: 'CHK-20' } })),
  // Without a reference of its own only the flow's marker tells it from a second part.
  paying('part-unnamed', 'persisted', [ITEM], (invoiceId) => ({ invoiceId, payment: { ...CASH, amount: '20.00' } })),
  paying('all-open', 'persisted', [ITEM, 'JOUR'], () => ({ allOpen: true, payment: CASH })),
  paying('cart', 'persisted', [ITEM], (invoiceId) => ({ invoiceId, payment: CASH, via: 'cart' }), doneOrUndone),
];
