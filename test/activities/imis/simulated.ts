/** An iMIS client against the simulator, which starts anew for each test of the file. */
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { createImis, type Imis } from '../../../activities/imis/api.js';
import { payByComboOrder } from '../../../activities/imis/combo-order.js';
import { type InvoiceSummary, owed, readInvoiceSummary } from '../../../activities/imis/invoice.js';
import { postSubscription } from '../../../activities/imis/subscription.js';
import type { Tenant } from '../../../activities/tenants/tenant.js';
import { defaultSwitches, named, type Simulator, startSimulator } from '../../simulator/index.js';
import { tenant } from './fixtures.js';

export const year = new Date().getUTCFullYear();
export const firstDay = `${year}-01-01`;
export const lastDay = `${year}-12-31`;

export interface Simulated {
  sim: Simulator;
  imis: Imis;
  /** Another client in place of the present one. */
  open(changes: Partial<Tenant>): void;
  /** Sells REG to the new member, from the first day of this year. */
  purchase(more?: object): ReturnType<typeof postSubscription>;
  /** The invoice of such a purchase. */
  firstInvoice(): Promise<InvoiceSummary>;
  /** Pays what an invoice owes, in cash, with the reference `df-1`. */
  pay(invoice: InvoiceSummary, more?: object, amount?: string): ReturnType<typeof payByComboOrder>;
}

export function simulated(): Simulated {
  const one = {
    open(changes) {
      one.imis?.close();
      const login = { username: 'duesflow', password: 'simulator' };
      one.imis = createImis(tenant(one.sim.url, { ...login, ...changes }));
    },
    purchase: (more) =>
      postSubscription(one.imis, { partyId: named.newMember, itemId: 'REG', beginDate: firstDay, bill: true, ...more }),
    async firstInvoice() {
      const answer = await one.purchase();
      if (answer.kind !== 'ok') throw new Error(answer.message);
      const invoice = await readInvoiceSummary(one.imis, answer.body.invoiceId ?? '');
      if (!invoice) throw new Error('no invoice');
      return invoice;
    },
    pay: (invoice, more, amount = owed(invoice)) =>
      payByComboOrder(one.imis, {
        partyId: invoice.billToPartyId,
        invoices: [invoice],
        amount,
        currency: invoice.currency,
        decimals: invoice.decimals,
        payment: { methodId: 'CASH', type: 'Cash', reference: 'df-1', payorPartyId: invoice.billToPartyId },
        ...more,
      }),
  } as Simulated;
  beforeAll(async () => {
    one.sim = await startSimulator();
  });
  beforeEach(() => {
    one.sim.reset();
    Object.assign(one.sim.switches, defaultSwitches, { operations501: [] });
    one.open({});
  });
  afterAll(async () => {
    one.imis.close();
    expect(one.sim.defects).toEqual([]);
    await one.sim.close();
  });
  return one;
}
