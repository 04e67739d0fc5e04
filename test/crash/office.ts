/** Acts of the office that a parked report may ask for, made in the simulator as people make them in iMIS. */
import type { Report } from '../../workflows/contracts/report.js';
import type { Simulator, Snapshot } from '../simulator/index.js';

export interface Desk {
  sim: Simulator;
  /** The records before the flow, as a person finds them in iMIS's own change log. */
  before: Snapshot;
}

/** Applies a payment that was taken and applied to nothing: the credit it left pays the invoice, with its reference. */
export function applyCharged({ sim: { world, staff } }: Desk, { ids, result }: Report): string {
  const { store } = world;
  const payments = store.payments.all().filter((one) => one.payor === result['billToPartyId']);
  const loose = payments.find((one) => one.status === 2 && one.applications.length === 0);
  if (!loose || !ids['invoiceId']) throw new Error('there is no payment without application');
  for (const credit of store.credits.all())
    if (credit.paymentId === loose.paymentId) store.credits.delete(credit.creditId);
  staff.reversePayment(loose.paymentId);
  // Somebody else has paid meanwhile: ours is given back.
  if (world.invoice(ids['invoiceId'])?.balance.lte(0)) return 'DESK';
  return staff.payInvoice(ids['invoiceId'], loose.reference, loose.amount).paymentId;
}

/** The gateway shows no charge: the office takes the payment by its own means. */
export function takeByHand({ sim: { staff } }: Desk, { ids, result }: Report): string {
  return staff.payInvoice(ids['invoiceId'] ?? '', 'DESK', String(result['billedAmount'])).paymentId;
}

/** The membership that the parked step speaks of is older than the flow. */
export function wasThereBefore({ before }: Desk, { key, parked }: Report): boolean {
  const [, , partyId = ''] = key.split(':');
  const held = Object.values(before.groupMembers).some((member) => member.partyId === partyId && member.isActive);
  return parked?.step === 'join chapter' && held;
}

/** Ends or restores by hand what the step made: reverses its own invoice, brings the row or the membership back. */
export function undoByHand({ sim, before }: Desk, report: Report): string {
  const [, , partyId = '', itemId = ''] = report.key.split(':');
  if (report.parked?.step === 'join chapter') return leaveByHand({ sim, before }, partyId);
  const key = `${partyId}|${itemId}`;
  const row = sim.world.subscription(partyId, itemId);
  const former = before.subscriptions[key];
  const invoice = row?.invoiceId ? sim.world.invoice(row.invoiceId) : undefined;
  if (invoice && !invoice.legacy && !before.invoices[invoice.invoiceId] && invoice.balance.gt(0))
    sim.staff.reverseInvoice(invoice.invoiceId);
  if (row && !former)
    sim.staff.changeSubscription(partyId, itemId, {
      status: 1,
      cancelledAsOf: row.billBegin ?? '',
      billedAmount: '0.00',
      adjustmentAmount: '0.00',
    });
  if (former) sim.world.store.subscriptions.put(key, former);
  return 'DESK';
}

function leaveByHand({ sim, before }: Desk, partyId: string): string {
  for (const { groupId } of sim.world.store.groupMembers
    .all()
    .filter((one) => one.partyId === partyId && one.isActive)) {
    const former = before.groupMembers[`${groupId}:${partyId}`];
    if (former?.isActive) continue;
    sim.staff.removeChapter(partyId, groupId.replace('CHAPT/', ''));
    if (former) sim.world.store.groupMembers.put(`${groupId}:${partyId}`, former);
  }
  return 'DESK';
}
