/** Words and records that the scripts share. */
import type { AnyInput } from '../../../workflows/contracts/inputs.js';
import type { Simulator } from '../../simulator/index.js';

export const YEAR = new Date().getUTCFullYear();
export const FIRST_DAY = `${YEAR}-01-01`;
export const LAST_DAY = `${YEAR}-12-31`;
export const ITEM = 'REG';
export const CHAPTER = 'EAST';

export const CASH = { methodId: 'CASH', type: 'Cash' } as const;
export const CARD = { methodId: 'VISA', type: 'CreditCard', token: 'stored-account-1' } as const;

export const PAYMENTS = ['paid', 'refused', 'card'] as const;
/** `refused`: the API refuses the payment in every run. `card`: paid by a stored account. */
export type PaymentKind = (typeof PAYMENTS)[number];
export const INVOICES = ['legacy', 'persisted'] as const;
export type InvoicesKind = (typeof INVOICES)[number];

export const paymentOf = (kind: PaymentKind): typeof CASH | typeof CARD => (kind === 'card' ? CARD : CASH);

/** The API refuses every payment. */
export const REFUSAL = {
  call: 'POST ComboOrder',
  fault: { kind: 'validation-400', message: 'The payment was not accepted.' },
} as const;

export const partyOf = (input: AnyInput): string => ('partyId' in input ? input.partyId : '');

/** The row that a flow is about, and the term it makes. */
export const termOf = (input: AnyInput): { itemId: string; beginDate: string } =>
  'beginDate' in input ? input : { itemId: ITEM, beginDate: FIRST_DAY };

/** One check that paid another invoice of the same party before: a reference alone does not tell whose payment it is. */
export function oneCheck(sim: Simulator, input: AnyInput): AnyInput {
  const partyId = partyOf(input);
  const earlier = { beginDate: `${YEAR - 1}-01-01`, billDate: `${YEAR - 2}-12-02` };
  sim.world.addSubscription({ partyId, itemId: 'JOUR', ...earlier });
  const reference = `CHK-${partyId}`;
  for (const { invoiceId } of sim.world.invoicesOf(partyId)) sim.staff.payInvoice(invoiceId, reference);
  return { ...input, payment: { ...CASH, reference } } as AnyInput;
}
