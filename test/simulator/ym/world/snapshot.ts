import { fixed } from '../../wire/money.js';
import type { YmInvoice, YmMember, YmMembership, YmPayment } from '../model.js';
import type { YmStore } from '../store.js';
import { balanceOf } from './invoices.js';

export type YmInvoiceSnapshot = YmInvoice & { balance: string };

/** The state of YourMembership as plain data: members and memberships by id, invoices by number, payments by id. */
export interface YmSnapshot {
  members: Record<string, YmMember>;
  memberships: Record<string, YmMembership>;
  invoices: Record<string, YmInvoiceSnapshot>;
  payments: Record<string, YmPayment>;
}

export function takeYmSnapshot(ym: YmStore): YmSnapshot {
  return {
    members: Object.fromEntries(ym.members.all().map((row) => [row.id, row])),
    memberships: Object.fromEntries(ym.memberships.all().map((row) => [row.id, row])),
    invoices: Object.fromEntries(ym.invoices.all().map((row) => [row.number, { ...row, balance: fixed(balanceOf(ym, row)) }])),
    payments: Object.fromEntries(ym.payments.all().map((row) => [row.id, row])),
  };
}
