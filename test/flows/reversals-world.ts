/** Members who have paid, and what the simulator's ledger says of their payments. */
import { expect } from '@jest/globals';
import type { Payment } from '../../workflows/contracts/inputs.js';
import { cash, type Bench } from '../setup/bench.js';

export const card = { methodId: 'VISA', type: 'CreditCard', token: 'tok_1' } as const;

export interface PaidInvoice {
  partyId: string;
  invoiceId: string;
  paymentId: string;
}

/** A member whose invoice of 95.00 is paid. */
export async function paid(bench: Bench, payment: Payment = cash): Promise<PaidInvoice> {
  const { partyId } = bench.sim.world.addParty({ customerType: 'M' });
  bench.sim.staff.addSubscription({ partyId, itemId: 'REG', beginDate: '2026-01-01' });
  const { invoiceId } = bench.sim.world.invoicesOf(partyId).at(-1)!;
  await bench.run('payInvoice', { partyId, invoiceId, payment });
  return { partyId, invoiceId, paymentId: bench.sim.ledger.find((entry) => entry.partyId === partyId && entry.kind === 'payment.applied')!.paymentId! };
}

export const balanceOf = (bench: Bench, { invoiceId }: PaidInvoice): string => bench.sim.staff.owed(invoiceId);

/** Amounts that were taken back of a payment, by anybody, in the order of the ledger. */
export const takenBack = (bench: Bench, { paymentId }: PaidInvoice, kind: 'payment.reversed' | 'payment.refunded' | 'payment.paidOut'): string[] =>
  bench.sim.ledger.filter((entry) => entry.paymentId === paymentId && entry.kind === kind).map((entry) => entry.amount!);

export function expectOnce(bench: Bench, one: PaidInvoice, kind: 'payment.reversed' | 'payment.refunded' | 'payment.paidOut', amount = '95.00'): void {
  expect(takenBack(bench, one, kind)).toEqual([amount]);
}
