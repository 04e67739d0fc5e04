/** Scripts of enrolMember: chapter, subscription and payment, and the way back when the payment is refused. */
import type { EnrolMember } from '../../../workflows/contracts/inputs.js';
import { CHAPTER, FIRST_DAY, INVOICES, ITEM, oneCheck, paymentOf, PAYMENTS, REFUSAL, YEAR } from './records.js';
import { afterBill, rivalPayment, rivalPurchase, staffPayment } from './rivals.js';
import { ofSale } from './verdicts.js';
import type { Place, Script } from './script.js';

/**
 * `empty`: a party without anything. `existing`: the chapter held for years, an earlier paid term of the same row, and
 * another subscription of the same payer billed today. `former`: the chapter was left years ago, and so was the row.
 */
const RECORDS = ['empty', 'existing', 'former'] as const;
type Records = (typeof RECORDS)[number];

const billed = afterBill('POST Subscription');

export const ENROLMENTS: Script<'enrolMember'>[] = PAYMENTS.flatMap((payment) =>
  INVOICES.flatMap((invoices) =>
    RECORDS.map((records): Script<'enrolMember'> => {
      const refused = payment === 'refused';
      const paid = payment === 'paid';
      return {
        name: `${payment}-${invoices}-${records}`,
        flow: 'enrolMember',
        arrange(place) {
          place.sim.switches.invoices = invoices;
          return { ...enrolment(place, records), payment: paymentOf(payment) };
        },
        ...(refused && { standing: REFUSAL }),
        verdict: refused ? 'compensated' : 'completed',
        verdicts: ofSale(refused),
        roles: {
          'POST GroupMember': 'changes',
          'POST Subscription': 'changes',
          ...(paid && { 'POST ComboOrder': 'pays' }),
        },
        acts: [rivalPurchase, rivalPayment(billed, paid), staffPayment(billed)],
        ...(paid && records === 'empty' && { earlierCheck: oneCheck }),
      };
    }),
  ),
);

function enrolment({ sim: { world, staff }, tenant }: Place, records: Records): EnrolMember {
  const { partyId } = world.addParty({ customerType: 'M' });
  if (records === 'existing') {
    world.addGroupMember(partyId, `CHAPT/${CHAPTER}`, `${YEAR - 4}-03-01`);
    world.addSubscription({ partyId, itemId: ITEM, beginDate: `${YEAR - 1}-01-01`, billDate: `${YEAR - 2}-12-02` });
    for (const { invoiceId } of world.invoicesOf(partyId)) staff.payInvoice(invoiceId, `CHK-${partyId}`);
    world.addSubscription({ partyId, itemId: 'JOUR', beginDate: FIRST_DAY });
  }
  if (records === 'former') {
    world.addGroupMember(partyId, `CHAPT/${CHAPTER}`, `${YEAR - 6}-03-01`);
    staff.removeChapter(partyId, CHAPTER);
    const member = {
      groupId: `CHAPT/${CHAPTER}`,
      partyId,
      joinDate: `${YEAR - 6}-03-01`,
      dropDate: `${YEAR - 4}-12-31`,
    };
    world.store.groupMembers.put(`CHAPT/${CHAPTER}:${partyId}`, { ...member, isActive: false, details: [] });
    const last = { billBegin: `${YEAR - 5}-01-01`, billThrough: `${YEAR - 5}-12-31`, paidThru: `${YEAR - 5}-12-31` };
    world.putSubscription({ partyId, itemId: ITEM, ...last, status: 1, cancelledAsOf: `${YEAR - 4}-12-31` });
  }
  return { tenant, partyId, itemId: ITEM, beginDate: FIRST_DAY, chapter: CHAPTER };
}
