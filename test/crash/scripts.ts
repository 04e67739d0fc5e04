/** The scripts of enrolMember: what is asked, over which records, and how a run without faults ends. */
import type { EnrolMember } from '../../workflows/contracts/inputs.js';
import type { Simulator } from '../simulator/index.js';

export const PAYMENTS = ['paid', 'refused', 'card'] as const;
export const INVOICES = ['legacy', 'persisted'] as const;
export const RECORDS = ['empty', 'existing', 'former'] as const;

export interface Script {
  name: string;
  /** `refused`: the API refuses the payment, so the way back runs. `card`: paid by a stored account. */
  payment: (typeof PAYMENTS)[number];
  invoices: (typeof INVOICES)[number];
  /**
   * `empty`: a party without anything. `existing`: the chapter held for years, an earlier paid term of the same row, and
   * another subscription of the same payer billed today. `former`: the chapter was left years ago, and so was the row.
   */
  records: (typeof RECORDS)[number];
}

export const SCRIPTS: Script[] = PAYMENTS.flatMap((payment) =>
  INVOICES.flatMap((invoices) =>
    RECORDS.map((records) => ({ name: `${payment}-${invoices}-${records}`, payment, invoices, records })),
  ),
);

const YEAR = new Date().getUTCFullYear();
const FIRST_DAY = `${YEAR}-01-01`;
const ITEM = 'REG';
const CHAPTER = 'EAST';

/** Makes the records of a script and the standing behaviour of the API; answers with the flow's input. */
export function arrange(sim: Simulator, script: Script, tenant: string): EnrolMember {
  const { world, staff } = sim;
  Object.assign(sim.switches, { invoices: script.invoices });
  const { partyId } = world.addParty({ customerType: 'M' });
  if (script.records === 'existing') {
    world.addGroupMember(partyId, `CHAPT/${CHAPTER}`, `${YEAR - 4}-03-01`);
    world.addSubscription({ partyId, itemId: ITEM, beginDate: `${YEAR - 1}-01-01`, billDate: `${YEAR - 2}-12-02` });
    for (const { invoiceId } of world.invoicesOf(partyId)) staff.payInvoice(invoiceId, `CHK-${partyId}`);
    world.addSubscription({ partyId, itemId: 'JOUR', beginDate: FIRST_DAY });
  }
  if (script.records === 'former') {
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
  const payment =
    script.payment === 'card'
      ? ({ methodId: 'VISA', type: 'CreditCard', token: 'stored-account-1' } as const)
      : ({ methodId: 'CASH', type: 'Cash' } as const);
  return { tenant, partyId, itemId: ITEM, beginDate: FIRST_DAY, chapter: CHAPTER, payment };
}

/** What the API does in every run of a script, beside the fault of a case: added after it, so that the fault comes first. */
export function standing(sim: Simulator, script: Script): void {
  if (script.payment !== 'refused') return;
  const fault = { kind: 'validation-400', message: 'The payment was not accepted.' } as const;
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', times: 0 }, fault);
}
