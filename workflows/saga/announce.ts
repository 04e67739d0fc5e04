import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { toReport } from './report.js';
import type { SagaData } from './state.js';

/** One search-attribute event as soon as something is known, another when the invoice comes later. */
export function announce(data: SagaData): void {
  const { invoiceId } = toReport(data).ids;
  // Who starts a flow by our library, or as one of many, sets them at the start.
  if (data.announced === undefined && isAnnounced(data)) data.announced = '';
  if (data.announced === (invoiceId ?? '')) return;
  upsertSearchAttributes({
    ...(data.announced === undefined && { Tenant: [data.tenant], ...(data.partyId && { PartyId: [data.partyId] }) }),
    ...(invoiceId && { InvoiceId: [invoiceId] }),
  });
  data.announced = invoiceId ?? '';
}

function isAnnounced({ partyId }: SagaData): boolean {
  const { typedSearchAttributes } = workflowInfo();
  const isSet = (name: 'Tenant' | 'PartyId'): boolean => typedSearchAttributes.get(defineSearchAttributeKey(name, 'KEYWORD')) !== undefined;
  return isSet('Tenant') && (partyId === undefined || isSet('PartyId'));
}
