/** A plain Temporal workflow: three activities, one call each, retried as Temporal does by default. No looks. */
import { proxyActivities } from '@temporalio/workflow';
import type { VendorCalls } from './vendor-calls.js';

export const plainQueue = (tenant: string): string => `plain:${tenant}`;

export async function plainPurchase({ tenant, partyId }: { tenant: string; partyId: string }): Promise<{ invoiceId: string }> {
  const { subscribe, invoice, pay } = proxyActivities<VendorCalls>({ taskQueue: plainQueue(tenant), startToCloseTimeout: '150 s' });
  const invoiceId = await subscribe(partyId);
  await pay(partyId, await invoice(invoiceId));
  return { invoiceId };
}
