/** Acts of the office that a parked report may ask for, made in the simulator as people make them in iMIS. */
import type { Report } from '../../workflows/contracts/report.js';
import type { Simulator, Snapshot } from '../simulator/index.js';

export interface Desk {
  sim: Simulator;
  /** The records before the flow, as a person finds them in iMIS's own change log. */
  before: Snapshot;
  /** What the flow was asked. */
  input: object;
}

const textOf = (input: object, name: string): string | undefined => {
  const value = (input as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
};

/**
 * Applies a payment that was taken, and applied to nothing or not all of it: it is taken back, and pays what is still open of
 * what was to be paid, with its reference. Where somebody else has paid all meanwhile, it is given back.
 */
export function applyCharged({ sim: { world, staff }, input }: Desk, { ids, result, parked }: Report): string {
  const { store } = world;
  const payor = result['billToPartyId'] ?? textOf(input, 'partyId');
  const named = /^payment (\d+) /.exec(parked?.why ?? '')?.[1];
  const isMeant = (one: { paymentId: string; status: number; applications: unknown[] }): boolean =>
    named === undefined ? one.status === 2 && one.applications.length === 0 : one.paymentId === named;
  const loose = store.payments.all().find((one) => one.payor === payor && isMeant(one));
  if (!loose) throw new Error('there is no such payment');
  for (const credit of store.credits.all())
    if (credit.paymentId === loose.paymentId) store.credits.delete(credit.creditId);
  staff.reversePayment(loose.paymentId);
  const invoiceId = ids['invoiceId'] ?? textOf(input, 'invoiceId');
  const open = world.invoicesOf(String(payor)).filter((one) => one.balance.gt(0) && (invoiceId === undefined || one.invoiceId === invoiceId));
  const whole = open.length === 1 && open[0]!.balance.gte(loose.amount);
  const paid = open.map((one) => staff.payInvoice(one.invoiceId, loose.reference, whole ? loose.amount : undefined).paymentId);
  return paid.at(-1) ?? 'DESK';
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

function leaveByHand({ sim, before }: Pick<Desk, 'sim' | 'before'>, partyId: string): string {
  for (const { groupId } of sim.world.store.groupMembers
    .all()
    .filter((one) => one.partyId === partyId && one.isActive)) {
    const former = before.groupMembers[`${groupId}:${partyId}`];
    if (former?.isActive) continue;
    sim.staff.removeChapter(partyId, groupId.replace('CHAPT/', ''));
    if (former) sim.world.store.groupMembers.put(`${groupId}:${partyId}`, former);
  }
  // Joining has billed the chapter's own row; the membership may have ended before.
  for (const [key, row] of Object.entries(before.subscriptions)) if (key.startsWith(`${partyId}|CHAPT/`)) sim.world.store.subscriptions.put(key, row);
  return 'DESK';
}
