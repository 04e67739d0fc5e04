/**
 * Pays invoices by one ComboOrder without lines (RESTRICTED flow 1, step 3), or by submitting a cart that holds them
 * (SUBSCRIPTION). The pivot of every flow that pays.
 * Ours is a payment by reference, invoice and amount together (domain-rules 2.3).
 */
import type { Cart } from '../../imis/cart.js';
import type { InvoiceSummary } from '../../imis/invoice.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { LookContext, Sight, Write } from '../../write/write.js';
import { cartTarget } from '../orders/order.js';
import { equal, isZero, less, minus, positive, sum } from '../money.js';
import { byCard, chargedNotApplied } from './pay-card.js';
import { readyCart } from './pay-cart.js';
import { readDue } from './pay-due.js';
import { findOurs, type Ours } from './pay-ours.js';
import { sendPayment } from './pay-send.js';
import { allOfPayer, payerTargets } from './pay-targets.js';
import { confirmTerm, type Term } from './pay-term.js';
import type { Due, Paid, Pay } from './pay-types.js';

type Context = LookContext<Pay, Due>;
type Seen = Sight<Paid, Due>;

const isPart = ({ payment, lines }: Pay): boolean => payment.amount !== undefined || lines !== undefined;

export function pay(runtime: TenantRuntime): Write<Pay, Due, Paid> {
  /** The invoices as the last look read them: sent back whole, and never kept in the history. */
  let read: InvoiceSummary[] = [];
  let through: Cart | undefined;

  return {
    targets: ({ partyId, invoiceId, cart }) => [...(invoiceId ? payerTargets(partyId, invoiceId) : [allOfPayer(partyId)]), ...(cart ? [cartTarget(cart.userId)] : [])],
    oneShot: byCard,

    async look(context): Promise<Seen> {
      const stuck = chargedNotApplied(context.answer);
      if (stuck) return stuck;
      const byRow = await provenByRow(context);
      if (byRow) return byRow;
      const now = await readDue(runtime, context);
      read = now.invoices;
      const paid = await ours(context);
      // A person vouches for the payment, and nothing is owed any more: whose payment it was no longer matters.
      if (context.ref !== undefined && paid?.state !== 'applied' && 'nothingOwed' in now) return await settledByOthers(context, now.nothingOwed);
      if (paid) return paid.state === 'applied' ? await applied(context, paid) : stopped(paid);
      if ('blocked' in now) return now.blocked;
      if ('nothingOwed' in now) return await settledByOthers(context, now.nothingOwed);
      const cart = context.input.cart && (await readyCart(runtime.imis, context.input.cart, now.due));
      if (cart && 'change' in cart) return cart;
      through = cart;
      return { change: 'none', before: now.due, evidence: `owed: ${now.due.amount} ${now.due.currency}` };
    },

    send: ({ input, marker, before }, options) =>
      sendPayment(runtime.imis, { input, reference: referenceOf(input, marker), due: before!, invoices: read, ...(through && { cart: through }) }, options),
  };

  /**
   * On a legacy tenant the row is the record and the invoice its projection: after our own payment the row alone
   * proves balance and term, which saves a call.
   */
  async function provenByRow(context: Context): Promise<Seen | undefined> {
    const { input, answer, before } = context;
    if (answer?.kind !== 'ok' || !input.own || !before || !input.invoiceId?.startsWith('CASH:')) return undefined;
    const term = await confirmTerm(runtime, input.own, false);
    if (term.unconfirmed || term.byOther || term.balance === undefined || !isZero(term.balance)) return undefined;
    read = [];
    return there(context, { state: 'applied', pending: false }, term, term.balance);
  }

  /** Is our payment there? An untouched record needs no answer, save for a part payment: after it the rest looks as untouched. */
  async function ours(context: Context): Promise<Ours | undefined> {
    const { input, before, answer, maybeSent, marker } = context;
    if (!maybeSent && !isPart(input)) return undefined;
    // The API said yes and exactly our amount is gone: the row of a purchase tells whether it went by us, else the payment does.
    const asWished: Ours | undefined =
      answer?.kind === 'ok' && before?.invoices.every((was) => gone(was))
        ? { state: 'applied', pending: read.some((invoice) => positive(invoice.pendingAmount)) }
        : undefined;
    if (asWished && input.own) return asWished;
    return (await findOurs(runtime.imis, context, referenceOf(input, marker))) ?? asWished;
  }

  function gone({ invoiceId, owed, amount }: Due['invoices'][number]): boolean {
    const now = read.find((invoice) => invoice.invoiceId === invoiceId);
    return now !== undefined && equal(minus(now.balance, now.pendingAmount), minus(owed, amount));
  }

  async function applied(context: Context, paid: Extract<Ours, { state: 'applied' }>): Promise<Seen> {
    const part = isPart(context.input);
    const term = await confirmTerm(runtime, context.input.own, paid.pending || part);
    // Our amount is gone, but another changed the row last: a rival payment may have taken our place on the invoice.
    const found = term.byOther && !paid.ids ? await findOurs(runtime.imis, context, referenceOf(context.input, context.marker)) : undefined;
    if (found && found.state !== 'applied') return stopped(found);
    return there(context, paid, term, balanceOf(term));
  }

  function there({ input, before, maybeSent, marker }: Context, paid: Extract<Ours, { state: 'applied' }>, term: Term, balance: string): Seen {
    const { pending } = paid;
    const amount = before?.amount ?? paid.amount ?? '0.00';
    const reference = referenceOf(input, marker);
    const notes = [
      pending && 'pending until its batch is posted',
      less(balance, '0') && 'more was paid than was owed: another payment came in at the same time',
      term.unconfirmed,
    ].filter((note) => typeof note === 'string');
    return {
      change: 'there',
      owner: maybeSent ? 'us' : 'other',
      result: { amount, reference, balance, pending, ...(input.own && { paidThru: term.paidThru ?? null }) },
      ids: { ...(input.invoiceId && { invoiceId: input.invoiceId }), paymentReference: reference, ...paid.ids },
      evidence: [`paid ${amount} with reference ${reference}`, ...notes].join('; '),
      ...(term.unconfirmed && { unconfirmed: true }),
    };
  }

  /** Of a purchase its own row's: the invoice may hold lines of others. */
  function balanceOf(term: Term): string {
    return term.balance ?? sum(read.map((invoice) => invoice.balance));
  }

  async function settledByOthers({ input, before, maybeSent }: Context, evidence: string): Promise<Seen> {
    // After a reset it is not known which invoices were sent: whose payment settled them cannot be told.
    const owner = maybeSent && !before && input.allOpen ? 'unknown' : 'other';
    const term = await confirmTerm(runtime, input.own, true);
    const balance = balanceOf(term);
    const result = { amount: '0.00', reference: '', balance, pending: false, ...(input.own && { paidThru: term.paidThru ?? null }) };
    return { change: 'there', owner, result, ids: input.invoiceId ? { invoiceId: input.invoiceId } : {}, evidence };
  }
}

const referenceOf = ({ payment }: Pay, marker: string): string => payment.reference ?? marker;

const stopped = (paid: Exclude<Ours, { state: 'applied' }>): Seen => ({
  change: 'blocked',
  outcome: paid.state === 'void' ? 'rejected' : 'unknown',
  evidence: paid.evidence,
  ids: paid.ids,
});
