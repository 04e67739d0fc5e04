import { Decimal } from 'decimal.js';
import type { FlowReport } from './types.js';

/** Members of `result` and `ids`, however deep, by lower-case path; a later one with the same name wins. */
function flatten(value: unknown, path: string, into: Map<string, unknown>): void {
  if (typeof value !== 'object' || value === null) {
    into.set(path, value);
    return;
  }
  for (const [name, inner] of Object.entries(value))
    flatten(inner, path ? `${path}.${name.toLowerCase()}` : name.toLowerCase(), into);
}

/** Names under which a report may state a value. */
const aliases = {
  billBegin: ['billbegin', 'term.billbegin', 'term.begin', 'term.from'],
  billThrough: ['billthrough', 'term.billthrough', 'term.through', 'term.end', 'term.to'],
  billedAmount: ['billedamount', 'term.billedamount'],
  balance: ['balance', 'invoice.balance'],
  paidThru: ['paidthru', 'term.paidthru'],
  invoiceId: ['invoiceid', 'invoice.invoiceid'],
  chapter: ['chapter', 'party.chapter'],
  partyPaidThru: ['paidthrudate', 'party.paidthrudate'],
  joinDate: ['joindate', 'party.joindate'],
  customerType: ['customertype', 'customertypecode', 'party.customertype', 'party.customertypecode'],
  orderTotal: ['ordertotal', 'order.total', 'total'],
} as const;

export type Stated = keyof typeof aliases;

/** What the report states under a name: dates as days, amounts as two-place decimals; undefined when it is silent. */
export function stated(report: FlowReport, name: Stated): string | undefined {
  const flat = new Map<string, unknown>();
  flatten(report.ids, '', flat);
  flatten(report.result, '', flat);
  for (const alias of aliases[name]) {
    const value = flat.get(alias);
    if (value === undefined || value === null || value === '') continue;
    return name === 'invoiceId' ? String(value) : normal(value);
  }
  return undefined;
}

/** A value in the form in which records keep it, so that the two can be compared. */
export function normal(value: unknown): string {
  const text = String(value ?? '');
  if (/^\d{4}-\d{2}-\d{2}([T ]|$)/.test(text)) return text.startsWith('0001-01-01') ? '' : text.slice(0, 10);
  if (/^-?\d+(\.\d{1,4})?$/.test(text) && !/^0\d/.test(text)) return new Decimal(text).toFixed(2);
  return text;
}
