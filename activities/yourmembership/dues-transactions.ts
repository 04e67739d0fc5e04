/** DuesTransactions: the only read of dues invoices. It has no filter by member and shows no guid (facts Y3). */
import { type Raw, requiredText, text } from '../imis/wire/shape.js';
import type { Ym } from './api.js';
import { requiredAmount } from './read.js';

export interface DuesTransaction {
  transactionId: string;
  /** Absent: it has no invoice yet. */
  invoiceNumber?: string;
  /** Decimal strings. */
  amount: string;
  balance: string;
  /** What was asked for, by name or code: no page says which. */
  membership?: string;
  /** Its texts: comments, codes. Not to be kept. */
  texts: Record<string, string>;
}

/** GET DuesTransactions since a day (`YYYY-MM-DD`), those of one member. */
export async function listDuesTransactions(ym: Ym, { memberId, since }: { memberId: string; since: string }): Promise<DuesTransaction[]> {
  const rows = await ym.list('DuesTransactions', { DateFrom: since });
  return rows.filter((row) => requiredText(row, 'WebsiteMemberID') === memberId).map(parse);
}

/** Those of all members, listed once: for who asks for many. Answers by member and invoice number. */
export async function readAllDues(ym: Ym, since: string): Promise<(memberId: string, invoiceNumber: string) => DuesTransaction | undefined> {
  const rows = await ym.list('DuesTransactions', { DateFrom: since });
  return (memberId, invoiceNumber) => {
    const row = rows.find((one) => text(one, 'InvoiceNumber') === invoiceNumber && requiredText(one, 'WebsiteMemberID') === memberId);
    return row && parse(row);
  };
}

function parse(raw: Raw): DuesTransaction {
  const invoiceNumber = text(raw, 'InvoiceNumber');
  const membership = text(raw, 'MembershipRequested');
  return {
    transactionId: requiredText(raw, 'TransactionID'),
    ...(invoiceNumber !== undefined && invoiceNumber !== '0' && { invoiceNumber }),
    amount: requiredAmount(raw, 'Amount'),
    balance: requiredAmount(raw, 'BalanceDue'),
    ...(membership !== undefined && { membership }),
    texts: Object.fromEntries(Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  };
}
