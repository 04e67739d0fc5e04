/**
 * Has the order been taken? A ComboOrder cannot be read back (facts 6.1): the rows of what is bought tell, and the
 * payment with our reference whose it was.
 */
import type { Subscription } from '../../imis/subscription.js';
import { listSubscriptions } from '../../imis/subscription-list.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { chargedNotApplied } from '../payments/pay-card.js';
import { isZero } from '../money.js';
import { again, blocked, productOf, type OrderBefore, type OrderContext, type OrderSight, type Purchase } from './order.js';
import { findOrderPayment, referenceOf } from './order-payment.js';
import { hasCome, inWords, relationOf, rowOf, rowThen, type Relation } from './order-rows.js';
import { takenOrder } from './order-taken.js';

/** No effect of the order: the rows as they stand. */
export interface Untaken {
  rows: OrderBefore['rows'];
}

type Seen = Exclude<OrderSight, { change: 'none' }> | Untaken;

/** @param mark of the step that marks the order: its own, or the one that has put it in the cart */
export async function lookAtOrder(runtime: TenantRuntime, context: OrderContext, mark: string): Promise<Seen> {
  const { input, before, maybeSent, answer } = context;
  const stuck = chargedNotApplied(answer);
  if (stuck) return stuck;
  const products = input.items.map(productOf);
  const rows = await readRows(runtime, input.partyId, products);
  const taken = takenOrder(runtime, context, mark);
  if (!maybeSent || !before) return (await standing(runtime, context, rows, mark)) ?? { rows: products.map((product) => rowThen(rows, product)) };

  const come = before.rows.flatMap((then) => {
    const row = rowOf(rows, then.itemId);
    return row && hasCome(row, then, input.termBegin) ? [row] : [];
  });
  if (come.length === before.rows.length) return await taken(come, before.total);
  if (come.length > 0) {
    const evidence = `of the order there is ${come.map(inWords).join(', ')}, but not the rest`;
    // Rows come with the order: the rest may show in a moment.
    if (answer) throw again(evidence);
    return blocked('unknown', `${evidence}: compare in iMIS, then mark done with the invoice`);
  }
  return (await loosePayment(runtime, context, mark)) ?? { rows: products.map((product) => rowThen(rows, product)) };
}

async function readRows({ imis }: TenantRuntime, partyId: string, products: string[]): Promise<Subscription[]> {
  const rows: Subscription[] = [];
  await listSubscriptions(imis, { partyIds: [partyId], itemIds: products }, (row) => void rows.push(row));
  return rows;
}

/** What stands before anything was sent by this run: an earlier run's order, another's, or nothing in the way. */
async function standing(runtime: TenantRuntime, context: OrderContext, rows: Subscription[], mark: string): Promise<Exclude<Seen, Untaken> | undefined> {
  const { input, maybeSent } = context;
  const today = new Date().toISOString().slice(0, 10);
  const met = rows.map((row): { row: Subscription; relation: Relation } => ({ row, relation: relationOf(row, input.termBegin, today) })).filter(({ relation }) => relation !== 'none');
  if (met.length === 0) return undefined;
  const all = input.items.every((item) => met.some(({ row }) => row === rowOf(rows, productOf(item))));
  const ours = all ? await takenOrder(runtime, context, mark)(met.map(({ row }) => row)) : undefined;
  // Joining says how things are to be: who asks again finds it so. Else an order is an act of this key, and this is its effect.
  if (ours?.change === 'there' && ours.owner === 'us') return input.join && !maybeSent ? { ...ours, owner: 'other' } : ours;
  if (ours?.change === 'blocked') return ours;
  const words = met.map(({ row }) => inWords(row)).join(', ');
  // Perhaps sent, and nothing tells ours from theirs.
  if (maybeSent) return blocked('unknown', `there is ${words}, and it cannot be told whether this order made it: compare in iMIS, then mark done or compensate`);
  const same = all && met.every(({ relation }) => relation === 'same');
  if (same && !input.join && ours && (input.billMe || isZero(ours.result.balance))) return ours;
  return blocked('rejected', refusal(input, words, met.some(({ row }) => !isZero(row.balance))));
}

function refusal({ join, termBegin }: Purchase, words: string, open: boolean): string {
  const cure = open
    ? 'its open invoice can be paid by payInvoice'
    : termBegin === undefined
      ? 'for the next term give its first day as termBegin'
      : 'give a later termBegin';
  return `the party already has ${words}${join ? ' and is a member by it' : ''}: an order would bill it twice; ${cure}`;
}

/** No row has come, but was the money taken? */
async function loosePayment(runtime: TenantRuntime, { input, before }: OrderContext, mark: string): Promise<Exclude<Seen, Untaken> | undefined> {
  if (!input.payment || !before || isZero(before.total)) return undefined;
  const reference = referenceOf(input, mark);
  const payment = await findOrderPayment(runtime.imis, input, { reference, amount: before.total, invoiceIds: [] });
  if (payment?.state !== 'loose') return undefined;
  return blocked('unknown', `payment ${payment.paymentId} with reference ${reference} was taken, but there is no order: apply or refund it in iMIS, then mark done or retry`);
}
