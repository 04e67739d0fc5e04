/** The rows have come to the ordered terms: whose order it was, what was paid, what is still owed. */
import type { Ids } from '../../../workflows/contracts/reply.js';
import { readInvoiceSummary, type InvoiceSummary } from '../../imis/invoice.js';
import { orderIdIn } from '../../imis/order.js';
import type { Subscription } from '../../imis/subscription.js';
import { text } from '../../imis/wire/shape.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { ownerOf } from '../../write/write.js';
import { byCard } from '../payments/pay-card.js';
import { isZero, sum } from '../money.js';
import { again, blocked, productOf, rowTargets, type Bought, type OrderContext, type OrderSight } from './order.js';
import { findOrderPayment, referenceOf, type OrderPayment } from './order-payment.js';
import { isPaidThrough, termOf, type Term } from './order-rows.js';

type Taken = Exclude<OrderSight, { change: 'none' }>;
type There = Extract<OrderSight, { change: 'there' }>;
/** What was paid, when it was by us. */
type Paid = Pick<Extract<OrderPayment, { state: 'applied' }>, 'pending'> & { amount: string; paymentId?: string };

export function takenOrder({ imis, tenant }: TenantRuntime, context: OrderContext, mark: string): (rows: Subscription[], total?: string) => Promise<Taken> {
  const { input, answer, ref } = context;
  const refused = answer?.kind === 'rejected' || answer?.kind === 'absent' ? answer.message : undefined;

  return async (rows, priced) => {
    const terms = rows.map(termOf);
    const total = priced ?? sum(terms.map(({ billedAmount }) => billedAmount));
    if (!input.payment || isZero(total)) return await billed(rows, total);

    const reference = referenceOf(input, mark);
    const settled = terms.every(({ balance }) => isZero(balance));
    // The API said yes, and nothing is owed for rows that no other user has changed: no need to read the payments.
    if (answer?.kind === 'ok' && settled && changedByUs(rows) !== false) return there(rows, total, 'us', { amount: total, pending: false });
    const payment = await findOrderPayment(imis, input, { reference, amount: total, invoiceIds: invoiceIdsOf(rows) });
    if (payment?.state === 'applied') return there(rows, total, 'us', payment);
    if (payment?.state === 'void')
      return blocked('unknown', `the order stands, but its payment ${payment.paymentId} is ${payment.status}: pay its invoice by payInvoice or take the order back in iMIS, then mark done`);
    // A refusal is believed: then the rows are somebody else's.
    if (refused) return blocked('rejected', `${refused}; the terms that have come are of another order`);
    if (answer) throw again(`the terms have come, but no payment with reference ${reference}`);
    if (ref !== undefined && settled) return there(rows, total, 'other');
    if (settled && !byCard({ payment: input.payment })) return there(rows, total, 'other');
    const whose = payment ? `payment ${payment.paymentId} is applied to nothing` : `no payment with reference ${reference} is to be seen`;
    // Before any send it is not ours: who asks decides what that means.
    return context.maybeSent ? blocked('unknown', `the terms stand, but ${whose}: compare in iMIS; pay the invoice by payInvoice if it is open, then mark done`) : there(rows, total, 'other');
  };

  /** Nothing was to be paid: the open invoice is the proof, and its Note (20.3.235 and later) tells whose. */
  async function billed(rows: Subscription[], total: string): Promise<Taken> {
    if (isZero(total)) return there(rows, total, owner(rows));
    const read = await Promise.all(invoiceIdsOf(rows).map((invoiceId) => readInvoiceSummary(imis, invoiceId)));
    const invoices = read.filter((invoice): invoice is InvoiceSummary => invoice !== undefined);
    const sight = there(rows, total, owner(rows, invoices));
    if (refused && sight.owner !== 'us') return blocked('rejected', `${refused}; the terms that have come are of another order`);
    if (invoices.length > 0) return sight;
    return { ...sight, evidence: `${sight.evidence}; its open invoice is not to be seen yet`, unconfirmed: true };
  }

  function owner(rows: Subscription[], invoices: InvoiceSummary[] = []): There['owner'] {
    const notes = invoices.map(({ raw }) => text(raw, 'Note'));
    const noted = notes.some((note) => note === mark) ? true : undefined;
    const bySource = tenant.markSourceCode && input.sourceCode === undefined ? rows.every((row) => row.sourceCode === mark) : undefined;
    const marked = noted ?? bySource;
    const byUs = changedByUs(rows);
    return ownerOf(context, { ...(marked !== undefined && { marked }), ...(byUs !== undefined && { byUs }) });
  }

  /** undefined: the rows do not say who changed them last. */
  function changedByUs(rows: Subscription[]): boolean | undefined {
    const users = rows.flatMap(({ updatedBy }) => updatedBy?.toUpperCase() ?? []);
    return users.length < rows.length ? undefined : users.every((user) => user === tenant.username.toUpperCase());
  }

  function there(rows: Subscription[], total: string, whose: There['owner'], paid?: Paid): There {
    const terms = rows.map(termOf);
    const invoiceIds = invoiceIdsOf(rows);
    const orderId = orderIdIn(answer);
    const reference = paid && referenceOf(input, mark);
    const result: Bought = {
      ...(orderId && { orderId }),
      ...(invoiceIds[0] && { invoiceId: invoiceIds[0] }),
      ...(invoiceIds.length > 1 && { invoiceIds }),
      terms,
      total,
      balance: sum(terms.map(({ balance }) => balance)),
      ...(paid && { amount: paid.amount, pending: paid.pending, reference }),
    };
    const ids: Ids = {
      ...(orderId && { orderId }),
      ...(invoiceIds[0] && { invoiceId: invoiceIds[0] }),
      ...(reference && { paymentReference: reference }),
      ...(paid?.paymentId && { paymentId: paid.paymentId }),
    };
    const unconfirmed = paid && !paid.pending && !terms.every(isPaidThrough);
    return {
      change: 'there',
      owner: whose,
      result,
      ids,
      evidence: evidenceOf(terms, result, unconfirmed === true),
      ...(unconfirmed && { unconfirmed }),
      // An order is never taken back, so nobody needs to wait for the end of the flow; another's may be.
      records: whose === 'us' ? [] : rowTargets(input.partyId, input.items.map(productOf)),
    };
  }
}

/** Invoices of the rows, each once. */
const invoiceIdsOf = (rows: Subscription[]): string[] => [...new Set(rows.flatMap(({ invoiceId }) => invoiceId ?? []))];

function evidenceOf(terms: Term[], { amount, reference, pending, invoiceId }: Bought, unconfirmed: boolean): string {
  const what = terms.map(({ itemId, billBegin, billThrough }) => `${itemId} from ${billBegin ?? 'an unknown day'} through ${billThrough ?? 'an unknown day'}`).join(', ');
  const paid = amount === undefined ? `invoice ${invoiceId ?? 'none'}` : `paid ${amount} with reference ${reference}`;
  const notes = [pending && 'pending until its batch is posted', unconfirmed && 'PaidThru has not moved to the end of the term yet'].filter((note) => typeof note === 'string');
  return [`${what}; ${paid}`, ...notes].join('; ');
}
