/** Scripts of reversePayment: in the books, as money, as a record of money. */
import type { ReversePayment } from '../../../workflows/contracts/inputs.js';
import { FIRST_DAY, ITEM } from './records.js';
import type { Script } from './script.js';
import { doneOrNot } from './verdicts.js';

const takeBack = (name: string, how: ReversePayment['how']): Script<'reversePayment'> => ({
  name: `take-back-${name}`,
  flow: 'reversePayment',
  arrange({ sim, tenant }) {
    sim.switches.invoices = 'persisted';
    const { partyId } = sim.world.addParty({ customerType: 'M' });
    sim.staff.addSubscription({ partyId, itemId: ITEM, beginDate: FIRST_DAY });
    const { invoiceId } = sim.world.invoicesOf(partyId)[0]!;
    sim.staff.payInvoice(invoiceId, `CHK-${partyId}`);
    return { tenant, partyId, invoiceId, how, reason: 'The check was returned unpaid.' };
  },
  verdict: 'completed',
  verdicts: doneOrNot,
  roles: { 'POST Payment.Reverse': 'stands', 'POST Payment.Refund': 'stands', 'POST Invoice.ProcessRecordRefund': 'stands' },
  acts: [],
});

export const TAKEN_BACK = [takeBack('reversal', 'reverse'), takeBack('record', 'recordRefund')];
