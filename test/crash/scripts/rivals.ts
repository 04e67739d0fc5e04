/** Other flows, and people of the office, who come to the records of a script while a request of its flow waits. */
import type { AnyInput } from '../../../workflows/contracts/inputs.js';
import { startRival, type Act } from '../acts.js';
import { labelOf, type CallOfScript } from '../calls.js';
import { CARD, CASH, partyOf, termOf } from './records.js';
import type { Simulator } from '../../simulator/index.js';

type Fits = Act['fits'];

export const always: Fits = () => true;
/** Before the bill there is no invoice to be paid by others. */
export const afterBill =
  (...bills: string[]): Fits =>
  (call, calls) =>
    call.entity !== 'GroupMember' && call.k > (calls.find((one) => bills.includes(labelOf(one)))?.k ?? Infinity);

const openInvoice = (sim: Simulator, input: AnyInput) =>
  sim.world
    .invoicesOf(partyOf(input))
    .find((one) => one.lines.some((line) => line.itemId === termOf(input).itemId && line.balance.gt(0)));

/** Another flow sells the same term. */
export const rivalPurchase: Act = {
  name: 'rival-purchase',
  fits: always,
  act: async ({ lane, input }) => [await startRival(lane, 'purchaseSubscription', { ...sale(input), payment: payment(input) })],
};

/** As `rival-purchase`, left open. It comes only while the effect of a bill is on its way. */
export const rivalSale = (bill: string): Act => ({
  name: 'rival-sale',
  fits: () => false,
  whileLate: (call: CallOfScript) => labelOf(call) === bill,
  act: async ({ lane, input }) => [await startRival(lane, 'purchaseSubscription', sale(input))],
});

/** Another flow sells the same term, with a chapter. */
export const rivalEnrolment: Act = {
  name: 'rival-enrolment',
  fits: always,
  act: async ({ lane, input }) => [await startRival(lane, 'enrolMember', { ...sale(input), payment: CASH })],
};

/** Another flow pays the same invoice. */
export const rivalPayment = (fits: Fits, late: boolean): Act => ({
  name: 'rival-payment',
  fits,
  ...(late && { whileLate: (call: CallOfScript) => labelOf(call) === 'POST ComboOrder' }),
  async act({ lane, input }) {
    const open = openInvoice(lane.sim, input);
    if (!open) return [];
    const { invoiceId } = open;
    const who = { tenant: input.tenant, partyId: partyOf(input), occasion: 'rival' };
    return [await startRival(lane, 'payInvoice', { ...who, invoiceId, payment: CASH })];
  },
});

/** Another flow pays all that its payer owes, while a payment of one of these invoices, or of all, is on its way. */
export const rivalOfAllOpen: Act = {
  name: 'rival-of-all-open',
  fits: () => false,
  whileLate: (call: CallOfScript) => labelOf(call) === 'POST ComboOrder',
  act: async ({ lane, input }) => [
    await startRival(lane, 'payInvoice', { tenant: input.tenant, partyId: partyOf(input), allOpen: true, occasion: 'rival', payment: CASH }),
  ],
};

/** The office pays the invoice. */
export const staffPayment = (fits: Fits): Act => ({
  name: 'staff-payment',
  fits,
  act({ lane: { sim }, input }) {
    const open = openInvoice(sim, input);
    if (open) sim.staff.payInvoice(open.invoiceId, 'DESK');
    return Promise.resolve([]);
  },
});

const sale = (input: AnyInput) => {
  const { itemId, beginDate } = termOf(input);
  return { tenant: input.tenant, partyId: partyOf(input), itemId, beginDate };
};

/** As the flow pays. */
const payment = (input: AnyInput) => ('payment' in input && input.payment && 'token' in input.payment ? CARD : CASH);
