/** Puts the invoices to be paid into the cart of the bill-to party (SUBSCRIPTION). */
import { invoiceContent } from '../../imis/cart-payment.js';
import type { InvoiceSummary } from '../../imis/invoice.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { Write } from '../../write/write.js';
import { cartTarget } from '../orders/order.js';
import { prepareCart, type CartBefore, type Prepared } from '../orders/prepare-cart.js';
import { readDue } from './pay-due.js';
import type { Pay } from './pay-types.js';

export function prepareInvoiceCart(runtime: TenantRuntime): Write<Pay, CartBefore, Prepared<never>> {
  let due: InvoiceSummary[] = [];

  async function read(input: Pay, marker: string) {
    const now = await readDue(runtime, { input, marker, maybeSent: true, continuous: false, reset: false });
    if ('due' in now) due = now.invoices.filter(({ invoiceId }) => now.due.invoices.some((one) => one.invoiceId === invoiceId));
    return now;
  }

  return prepareCart<Pay, never>(runtime, {
    targets: ({ partyId }) => [cartTarget(partyId)],
    userId: ({ partyId }) => partyId,
    invoiceIds: ({ invoiceId }) => (invoiceId === undefined ? undefined : [invoiceId]),

    async first({ input, marker }) {
      const now = await read(input, marker);
      if ('blocked' in now) return { change: 'blocked', outcome: now.blocked.outcome, evidence: now.blocked.evidence };
      return 'nothingOwed' in now ? { owner: 'other', evidence: now.nothingOwed } : undefined;
    },

    async content({ input, marker, maybeSent }) {
      const now = maybeSent ? await read(input, marker) : undefined;
      if (now && !('due' in now)) return { change: 'blocked', outcome: 'unavailable', evidence: 'blocked' in now ? now.blocked.evidence : `${now.nothingOwed}: compensate` };
      return { ...invoiceContent(input.partyId, due, marker), invoiceIds: due.map(({ invoiceId }) => invoiceId) };
    },
  });
}
