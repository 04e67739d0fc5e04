/** Scripts of ymCreateDues: with a rule and a promo code, left open; plain dues, paid by check. */
import type { YmCreateDues } from '../../../workflows/contracts/inputs.js';
import { ymMemberships, ymNamed, type Simulator } from '../../simulator/index.js';
import type { Act } from '../acts.js';
import { labelOf, type CallOfScript } from '../calls.js';
import type { Repair } from '../repair.js';
import type { Happening, Script } from './script.js';
import { doneOrNot } from './verdicts.js';

const DUES = 'POST Ams/Dues';
const PAYMENT = 'POST Ams/InvoicePayments';
const FIRST_MEMBER = 910_000;

/** A member of the regular membership, paid until the end of the year. */
function newMember({ ym: { store } }: Simulator): number {
  const id = FIRST_MEMBER + store.members.all().length;
  const like = store.members.get(String(ymNamed.member))!;
  store.members.put(String(id), { ...like, id });
  return id;
}

const memberOf = (input: object): number => Number((input as YmCreateDues).memberId);

const invoicesOf = ({ ym }: Simulator, input: object) => ym.store.invoices.by('member', String(memberOf(input)));

/** The office takes the payment. Right before the flow's own nobody could prevent that both stand (docs/write-protocol.md, limits). */
const officePayment: Act = {
  name: 'staff-payment',
  fits: (call, calls) => labelOf(call) !== PAYMENT && call.k > placeOf(DUES, calls),
  act({ lane: { sim }, input }) {
    for (const { number, closedOn } of invoicesOf(sim, input)) if (!closedOn) sim.ym.office.payInvoice(number, 'DESK');
    return Promise.resolve([]);
  },
};

/** The office bills the member: before the flow has looked for the last time. */
const officeInvoice: Act = {
  name: 'staff-invoice',
  fits: (call, calls) => call.k < placeOf(DUES, calls) - 1,
  act({ lane: { sim }, input }) {
    sim.ym.office.makeInvoice(memberOf(input), ymMemberships.regular);
    return Promise.resolve([]);
  },
};

const placeOf = (label: string, calls: CallOfScript[]): number => calls.find((one) => labelOf(one) === label)?.k ?? Infinity;

/** A promo code that is refused is not valid. */
const verdicts = (happening: Happening): string[] => {
  const { call, fault } = happening;
  return [...doneOrNot(happening), ...(fault && call.entity === 'Ams/MembershipPromoCodes' ? ['rejected'] : [])];
};

/** What a person finds in the YM admin. `amount`: of the dues. */
const repairsOf = (amount: string): Repair[] => [
  {
    name: 'found in the YM admin, or made there: markDone',
    says: /look (for it )?in the YM admin \(|whether it is ours \(/,
    verb: 'markDone',
    office({ sim, input }) {
      const [made = sim.ym.office.makeInvoice(memberOf(input), ymMemberships.regular, amount)] = invoicesOf(sim, input);
      return String(made.number);
    },
  },
  {
    name: 'paid by somebody else: markDone',
    says: /look in the YM admin who paid/,
    verb: 'markDone',
    office: () => 'DESK',
  },
];

const dues = (how: string, amount: string, more: Pick<YmCreateDues, 'rules' | 'promoCode' | 'payment'>): Script<'ymCreateDues'> => ({
  name: `dues-${how}`,
  flow: 'ymCreateDues',
  arrange: ({ sim, tenant }) => ({ tenant, memberId: newMember(sim), membershipId: ymMemberships.regular, amount, ...more }),
  verdict: 'completed',
  verdicts,
  roles: { [DUES]: 'stands', [PAYMENT]: 'pays' },
  acts: [officeInvoice, officePayment],
  repairs: repairsOf(amount),
});

export const DUES_OF_MEMBERS = [
  dues('open', '115.00', { rules: [11], promoCode: 'SAVE20' }),
  dues('paid', '120.00', { payment: { type: 'Check', reference: '10442' } }),
];
