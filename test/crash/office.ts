/** Acts of the office that a parked report may ask for, made in the simulator as people make them in iMIS. */
import type { Report } from '../../workflows/contracts/report.js';
import type { Simulator } from '../simulator/index.js';

/** Applies a payment that was taken and applied to nothing: the credit it left pays the invoice, with its reference. */
export function applyCharged({ world, staff }: Simulator, { ids, result }: Report): string {
  const { store } = world;
  const payments = store.payments.all().filter((one) => one.payor === result['billToPartyId']);
  const loose = payments.find((one) => one.status === 2 && one.applications.length === 0);
  if (!loose || !ids['invoiceId']) throw new Error('there is no payment without application');
  for (const credit of store.credits.all()) if (credit.paymentId === loose.paymentId) store.credits.delete(credit.creditId);
  staff.reversePayment(loose.paymentId);
  return staff.payInvoice(ids['invoiceId'], loose.reference, loose.amount).paymentId;
}

/** The gateway shows no charge: the office takes the payment by its own means. */
export function takeByHand({ staff }: Simulator, { ids, result }: Report): string {
  return staff.payInvoice(ids['invoiceId'] ?? '', 'DESK', String(result['billedAmount'])).paymentId;
}
