/**
 * POST Dues: the point of no return (domain-rules section 3). Sent at most once: the API can neither be asked by guid nor
 * take an invoice back, so what cannot be found again by its marker waits for a person.
 */
import type { YmCreateDues } from '../../../workflows/contracts/inputs.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { postDues } from '../../yourmembership/dues.js';
import { listDuesTransactions, type DuesTransaction } from '../../yourmembership/dues-transactions.js';
import { readMember } from '../../yourmembership/member.js';
import type { LookContext, Sight, Write } from '../../write/write.js';
import { equal, positive } from '../money.js';
import { refused, unclear, waits } from './blocked.js';
import type { CheckedDues } from './check-dues.js';
import { daysAgo, SLACK_DAYS } from './days.js';
import { bears, duesMarker } from './dues-marker.js';

export interface CreateDues extends Omit<CheckedDues, 'expiry'>, Pick<YmCreateDues, 'promoCode' | 'taxExempt' | 'invoiceDate' | 'description' | 'comment'> {
  memberId: string;
  /** Left out when the key itself names the period. */
  expiry?: string;
}

/** What stood there before. */
export interface DuesBefore {
  /** The day since when an invoice of ours would be found, `YYYY-MM-DD`. */
  since: string;
  /** Transactions of the member. */
  known: string[];
}

export interface CreatedDues {
  invoiceNumber: string;
  /** Unknown when the answer was lost: no read shows it. */
  invoiceGuid?: string;
  /** Decimal strings. */
  amount: string;
  balance: string;
  /** `YYYY-MM-DD`: its lines are to be found since then. */
  since: string;
}

type Context = LookContext<CreateDues, DuesBefore>;
type Seen = Sight<CreatedDues, DuesBefore>;

export const memberTarget = (memberId: string): string => `ym:${memberId}`;

export function createDues({ ym }: TenantRuntime): Write<CreateDues, DuesBefore, CreatedDues> {
  return {
    targets: ({ memberId }) => [memberTarget(memberId)],
    oneShot: () => true,

    async look(context): Promise<Seen> {
      const { input, before, maybeSent } = context;
      const since = before?.since ?? daysAgo(ym.account.lookBackDays);
      const rows = await listDuesTransactions(ym, { memberId: input.memberId, since });
      const seen = vouchedFor(context, rows, since) ?? marked(context, rows, since);
      if (seen) return seen;
      return maybeSent ? nothingOfOurs(context, rows, since) : ((await againstIt(input, rows)) ?? fresh(input, rows));
    },

    send({ input, marker }, options) {
      const { memberId, membership, sent, comment } = input;
      const mark = markOf(input, marker);
      const { rules, modifiers, promoCode, taxExempt, invoiceDate, description } = input;
      return postDues(
        ym,
        { memberId, membership, amount: sent, rules, modifiers, promoCode, taxExempt, invoiceDate, description, comment: comment ? `${mark} ${comment}` : mark },
        options,
      );
    },
  };

  /** A person names the invoice: it must be one of the member. */
  function vouchedFor(context: Context, rows: DuesTransaction[], since: string): Seen | undefined {
    const row = context.ref === undefined ? undefined : rows.find(({ invoiceNumber }) => invoiceNumber === context.ref!.trim());
    return row && there(context, row, since);
  }

  function marked(context: Context, rows: DuesTransaction[], since: string): Seen | undefined {
    const { input, marker } = context;
    const mine = rows.filter((row) => bears(row, markOf(input, marker), ym.account));
    const [row] = mine;
    if (!row) return undefined;
    if (mine.length > 1) return unclear(`${mine.length} transactions of the member bear the marker: ${namesOf(mine)}`);
    if (row.invoiceNumber === undefined) return unclear(`transaction ${row.transactionId} bears the marker, but has no invoice number yet`);
    if (!equal(row.amount, input.amount)) return unclear(`${namesOf([row])} bears the marker, but comes to ${row.amount}, not to ${input.amount}: compare tax and promo code`);
    return there(context, row, since);
  }

  /** Nothing bears the marker, though it may have been sent. */
  function nothingOfOurs({ input, before, answer, marker }: Context, rows: DuesTransaction[], since: string): Seen {
    const wanted = `member ${input.memberId}, membership ${input.membership.id}, comment ${markOf(input, marker)}`;
    const added = before ? rows.filter(({ transactionId }) => !before.known.includes(transactionId)) : [];
    // While ours may still appear, what others made meanwhile says nothing of it.
    const mayAppear = answer !== undefined && answer.kind !== 'rejected' && answer.kind !== 'absent';
    if (added.length > 0 && !mayAppear)
      return unclear(`none bears the marker, but ${namesOf(added)} came since: look in the YM admin whether it is ours (${wanted}), then mark done with its invoice number`);
    const evidence = `no dues invoice of ours is to be seen since ${since}: look for it in the YM admin (${wanted}); if it is not there make it there, then mark done with its invoice number`;
    return { change: 'none', before: before ?? { since, known: idsOf(rows) }, evidence };
  }

  /** Read again right before the send: the office may have made an invoice since the check. */
  async function againstIt({ memberId, membership }: CreateDues, rows: DuesTransaction[]): Promise<Seen | undefined> {
    const member = await readMember(ym, memberId);
    if (!member) return refused(`YM has no member ${memberId}`);
    if (member.awaitingAutoBill) return waits('an invoice of the member waits to be billed automatically: another one could be paid twice');
    const same = (asked: string | undefined): boolean => asked !== undefined && [membership.name, membership.code].includes(asked);
    const open = rows.filter((row) => positive(row.balance) && same(row.membership));
    if (open.length > 0 && !membership.severalInvoices) return refused(`${namesOf(open)} of this membership is open, and it does not allow several`);
    // Members tell of the current membership only, which may be another one, and not of which it is.
    if (member.openInvoice && !(member.severalInvoices && membership.severalInvoices))
      return refused('the member has an open dues invoice, and the membership does not allow several');
    return undefined;
  }

  function fresh({ invoiceDate }: CreateDues, rows: DuesTransaction[]): Seen {
    const today = daysAgo(SLACK_DAYS);
    // By which of its dates DateFrom takes an invoice is not known.
    const since = invoiceDate !== undefined && invoiceDate < today ? invoiceDate : today;
    return { change: 'none', before: { since, known: idsOf(rows) }, evidence: 'no such dues invoice' };
  }

  function there(context: Context, { invoiceNumber, amount, balance }: DuesTransaction, since: string): Seen {
    const { answer, maybeSent } = context;
    const { invoiceGuid } = answer?.kind === 'ok' ? (answer.body as { invoiceGuid?: string }) : {};
    const invoiceId = invoiceNumber!;
    return {
      change: 'there',
      owner: maybeSent ? 'us' : 'other',
      result: { invoiceNumber: invoiceId, ...(invoiceGuid && { invoiceGuid }), amount, balance, since },
      ids: { invoiceId, ...(invoiceGuid && { invoiceGuid }) },
      evidence: `dues invoice ${invoiceId} stands over ${amount}`,
    };
  }
}

const markOf = ({ memberId, membership, expiry }: CreateDues, marker: string): string =>
  duesMarker(marker, { memberId, membershipId: membership.id, ...(expiry !== undefined && { expiry }) });

const idsOf = (rows: DuesTransaction[]): string[] => rows.map(({ transactionId }) => transactionId);

const namesOf = (rows: DuesTransaction[]): string =>
  rows.map(({ invoiceNumber, transactionId }) => (invoiceNumber === undefined ? `transaction ${transactionId}` : `invoice ${invoiceNumber}`)).join(', ');
