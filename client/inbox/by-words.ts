/**
 * What to check, and which verb fits, by the words with which a flow waits (docs/operations-parked.md). The words are those
 * of the activities: a test compares. The first line that is contained in the reason counts.
 */
import type { Verb } from '../../workflows/contracts/names.js';

export interface Advice {
  /** Ends the sentence "Check ...". */
  check: string;
  /** The best first; those that do not fit now are passed over. */
  verbs: Verb[];
}

const advice = (words: string, check: string, ...verbs: Verb[]): Advice & { words: string } => ({ words, check, verbs });

export const BY_WORDS = [
  // Orders and carts
  advice('of somebody else: it is neither', "the party's cart: the party submits or empties it, or you do it with them", 'retry'),
  advice('and which one counts is unknown', "the party's carts, until there is one or none", 'retry'),
  advice('no longer holds what this flow put there', 'whether the party has submitted the cart: if so, its invoice is the reference', 'markDone', 'compensate'),
  advice('holds other invoices than those now due', "the cart and the party's open invoices", 'compensate'),
  advice('more than maxAmount', 'the price or balance: may it cost that much?', 'retryWith', 'compensate', 'retry'),
  advice('but not the rest', 'the order: put it right; its invoice is the reference', 'markDone'),
  advice('was taken, but there is no order', 'the payment: apply or refund it', 'markDone', 'retry'),
  advice('the order stands, but its payment', "the order's invoice: pay it by payInvoice", 'markDone'),
  advice('whether this order made it', 'the order and its term', 'markDone', 'compensate'),
  advice('no payment with reference', 'the gateway, and who has paid: is the invoice still open?', 'markDone', 'retry'),
  // Payments taken back
  advice('is Pending: post its batch', "the payment's batch: post it", 'retry'),
  advice('must be looked up there', 'the gateway: when the money was given back, record it and give that refund as the reference', 'markDone', 'skip'),
  advice('already, asked for under another name', 'whether that refund is this act; another part is another act, with an occasion', 'markDone', 'compensate'),
  advice('was given back since', "the payment's refunds: is one of them this act?", 'markDone', 'skip'),
  // Whoever else was at work
  advice('was changed by another since it was read', 'what the other changed: a retry goes on from what stands now', 'retry', 'compensate'),
  advice('was changed since by another', 'the former values, and put them back by hand', 'markDone', 'skip'),
  advice('somebody else has changed', 'what the other changed, and put it back by hand', 'markDone', 'skip'),
  advice('a payment has come in or gone since', 'the payments, and put the former values back by hand', 'markDone', 'skip'),
  advice('an earlier run of this flow was', 'what that run may have left', 'markDone', 'compensate'),
  advice('is paid by AutoPay', 'whether AutoPay takes the money: then it is paid there', 'compensate', 'skip', 'markDone', 'retry'),
  // YourMembership
  advice('waits to be billed automatically', 'the invoice that waits in the YM admin: settle it', 'retry', 'compensate'),
  advice('none bears the marker, but', 'in the YM admin whether it is ours: its number is the reference', 'markDone'),
  advice('bears the marker, but comes to', 'tax and promo code of that invoice: its number is the reference', 'markDone'),
  advice('has no invoice number yet', 'nothing yet: it comes later', 'retry'),
  advice('is YM_PAYMENT_UNIT right?', 'the payment in the YM admin, and the setting: put both right', 'retry'),
  advice('what is open of invoice', 'items and transaction of the invoice in the YM admin', 'retry'),
  // Runs, batches and packages
  advice('several billing runs bear the name', 'the billing runs: the key of the one that stands is the reference', 'markDone'),
  advice("a stranger's entries are in batch", 'the batch: post it', 'retry', 'skip'),
  advice('was deleted, and the term stays billed', "the member's term and invoice", 'markDone', 'skip'),
  advice('by payInvoice, then skip', "the term's invoices: pay each by payInvoice", 'skip'),
  advice('wait for a person: decide on each', 'the flows that wait: decide on each, and this one goes on by itself', 'skip'),
  advice('not sent again', 'the gateway or the record: is it done? Then mark it so', 'markDone', 'retry'),
  advice('times without effect', 'why the change does not stick: try it by hand', 'markDone', 'retry'),
];
