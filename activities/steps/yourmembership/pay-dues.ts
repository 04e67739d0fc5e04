/**
 * Pays a dues invoice in full by POST InvoicePayments. It answers with no payment id, so the reference on the invoice's
 * lines and what is open of it tell (facts Y3).
 */
import type { YmCreateDues } from '../../../workflows/contracts/inputs.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { listDuesTransactions } from '../../yourmembership/dues-transactions.js';
import { readInvoice, type InvoiceState } from '../../yourmembership/invoice-items.js';
import { postInvoicePayment } from '../../yourmembership/invoice-payments.js';
import type { LookContext, Sight, Write } from '../../write/write.js';
import { asMoney, equal, isZero, less, positive } from '../money.js';
import { unclear, waits } from './blocked.js';
import { memberTarget } from './create-dues.js';
import { daysAgo } from './days.js';
import { paymentAmount, UNIT_UNKNOWN } from './payment-amount.js';

export interface PayDues {
  memberId: string;
  invoiceNumber: string;
  /** `YYYY-MM-DD`: the invoice's lines are to be found since then. Absent, with the balance, when a person gave the invoice. */
  since?: string;
  /** What its transaction showed as open when it was made; decimal string. */
  balance?: string;
  payment: NonNullable<YmCreateDues['payment']>;
}

/** What was open right before the send; decimal string. */
export interface DuesOpen {
  balance: string;
}

export interface PaidDues {
  /** Decimal strings. */
  paidAmount: string;
  balance: string;
  paymentReference: string;
}

type Context = LookContext<PayDues, DuesOpen>;
type Seen = Sight<PaidDues, DuesOpen>;

const TYPES = { Cash: 'cash', Check: 'check', CreditCard: 'cc', BankDraft: 'ach' } as const;

export function payDues({ ym }: TenantRuntime): Write<PayDues, DuesOpen, PaidDues> {
  return {
    targets: ({ memberId }) => [memberTarget(memberId)],
    // What a bank or a card company has done shows on no record that could be read (domain-rules 2.5).
    oneShot: ({ payment }) => payment.type === 'CreditCard' || payment.type === 'BankDraft',

    async look(context): Promise<Seen> {
      const { invoiceNumber } = context.input;
      const since = sinceOf(context.input);
      const invoice = await readInvoice(ym, invoiceNumber, since);
      if (!invoice) return unclear(`invoice ${invoiceNumber} is not among the invoice items since ${since}: look in the YM admin whether it is paid`);
      return context.maybeSent ? after(context, invoice) : await beforeSend(context, invoice);
    },

    send({ input, marker, before }, options) {
      const { invoiceNumber, payment } = input;
      const sendable = paymentAmount(before!.balance, ym.account.paymentUnit!);
      if ('why' in sendable) throw new Error(sendable.why);
      const { type, date, note } = payment;
      return postInvoicePayment(
        ym,
        { invoiceNumber, amount: sendable.number, type: TYPES[type], reference: referenceOf(input, marker), date, note, internalNote: marker },
        options,
      );
    },
  };

  async function beforeSend({ input, marker }: Context, { balance, references }: InvoiceState): Promise<Seen> {
    const { invoiceNumber, payment } = input;
    if (!positive(balance)) return paid(input, { reference: '', amount: '0.00', balance, owner: 'other', evidence: `nothing is open of invoice ${invoiceNumber}` });
    const reference = referenceOf(input, marker);
    if (references.includes(reference)) return unclear(`a payment with reference ${reference} stands on invoice ${invoiceNumber}, and ${balance} is open: which of both is right?`);
    const booked = input.balance !== undefined && equal(input.balance, balance) ? balance : await bookedBalance(input);
    if (booked === undefined || !equal(booked, balance))
      return unclear(`what is open of invoice ${invoiceNumber} cannot be told: ${balance} by its items, ${booked ?? 'nothing'} by its transaction`);
    if (payment.maxAmount !== undefined && less(asMoney(payment.maxAmount), balance))
      return waits(`${balance} is open of invoice ${invoiceNumber}, more than maxAmount ${asMoney(payment.maxAmount)}`);
    const { paymentUnit } = ym.account;
    if (!paymentUnit) return waits(UNIT_UNKNOWN);
    const sendable = paymentAmount(balance, paymentUnit);
    return 'why' in sendable ? waits(sendable.why) : { change: 'none', before: { balance }, evidence: `${balance} is open of invoice ${invoiceNumber}` };
  }

  /** No page says whether OutstandingBalance is of a line or of the invoice: the transaction's BalanceDue must agree. */
  async function bookedBalance(input: PayDues): Promise<string | undefined> {
    const rows = await listDuesTransactions(ym, { memberId: input.memberId, since: sinceOf(input) });
    return rows.find(({ invoiceNumber }) => invoiceNumber === input.invoiceNumber)?.balance;
  }

  function sinceOf({ since = daysAgo(ym.account.lookBackDays) }: PayDues): string {
    return since;
  }

  /** It may have been sent. */
  function after({ input, marker, before, ref }: Context, { balance, references }: InvoiceState): Seen {
    const { invoiceNumber } = input;
    const reference = referenceOf(input, marker);
    // A run that was reset has no image of its own, but knows what was open when the invoice was made.
    const was = before?.balance ?? input.balance;
    if (references.includes(reference)) {
      const open = !isZero(balance);
      const evidence = open
        ? `a payment with reference ${reference} stands on invoice ${invoiceNumber}, but its balance is ${balance}: is YM_PAYMENT_UNIT right?`
        : `paid ${was ?? ''} with reference ${reference}`.replace('  ', ' ');
      return paid(input, { reference, amount: was ?? '0.00', balance, owner: 'us', evidence, unconfirmed: open });
    }
    // A person vouches for it, and nothing is open any more.
    if (ref !== undefined && !positive(balance)) return paid(input, { reference: ref, amount: was ?? '0.00', balance, owner: 'unknown', evidence: `nothing is open of invoice ${invoiceNumber}` });
    if (was !== undefined && equal(was, balance)) return { change: 'none', before: { balance }, evidence: `${balance} is open of invoice ${invoiceNumber}, and no payment bears reference ${reference}` };
    return unclear(`invoice ${invoiceNumber} bears no payment with reference ${reference}, but its balance is ${balance}${was === undefined ? '' : `, not ${was}`}: look in the YM admin who paid`);
  }
}

function paid(
  { invoiceNumber }: PayDues,
  { reference, amount, balance, owner, evidence, unconfirmed = false }: { reference: string; amount: string; balance: string; owner: 'us' | 'other' | 'unknown'; evidence: string; unconfirmed?: boolean },
): Seen {
  return {
    change: 'there',
    owner,
    result: { paidAmount: amount, balance, paymentReference: reference },
    ids: { invoiceId: invoiceNumber, ...(reference && { paymentReference: reference }) },
    evidence,
    ...(unconfirmed && { unconfirmed }),
  };
}

const referenceOf = ({ payment }: PayDues, marker: string): string => payment.reference ?? marker;
