import type { JsonObject } from '../wire/json.js';
import { Table } from '../world/table.js';
import type { Journal } from '../world/table.js';
import type { YmInvoice, YmMember, YmMembership, YmPayment, YmPromoCode } from './model.js';

/** The association's number in YourMembership. */
export const ymClientId = 25363;

/** The state of one association in YourMembership. Its rules stand in `world/`. */
export class YmStore {
  readonly members: Table<YmMember>;
  readonly memberships: Table<YmMembership>;
  readonly promoCodes: Table<YmPromoCode>;
  readonly invoices: Table<YmInvoice>;
  readonly payments: Table<YmPayment>;
  /** Answers of reads by address, as they were when they were cached. */
  readonly cache = new Map<string, { at: number; body: JsonObject }>();

  constructor(journal: Journal) {
    this.members = new Table('ym.members', journal);
    this.memberships = new Table('ym.memberships', journal);
    this.promoCodes = new Table('ym.promoCodes', journal, { membership: (row) => String(row.membershipId) });
    this.invoices = new Table('ym.invoices', journal, { member: (row) => String(row.memberId) });
    this.payments = new Table('ym.payments', journal, { invoice: (row) => String(row.invoiceNumber) });
  }

  clear(): void {
    for (const table of [this.members, this.memberships, this.promoCodes, this.invoices, this.payments]) table.clear();
    this.cache.clear();
  }
}
