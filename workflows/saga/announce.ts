/** By what a flow is found: its search attributes. */
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { toReport } from './report.js';
import type { SagaData } from './state.js';

/** One search-attribute event as soon as something is known, another when the invoice comes later. */
export function announce(data: SagaData): void {
  const { invoiceId } = toReport(data).ids;
  if (data.announced === (invoiceId ?? '')) return;
  upsertSearchAttributes({ ...lacking(data), ...(invoiceId && { InvoiceId: [invoiceId] }) });
  data.announced = invoiceId ?? '';
}

/** Where a flow stands, with what it is found by: a first step that parks or is refused has announced nothing. Adds no event. */
export function announceState(data: SagaData, SagaState: string, SagaStep?: string): void {
  upsertSearchAttributes({ ...lacking(data), SagaState: [SagaState], ...(SagaStep !== undefined && { SagaStep: [SagaStep] }) });
}

const lacking = ({ announced, tenant, partyId }: SagaData): Record<string, string[]> =>
  announced === undefined ? { Tenant: [tenant], ...(partyId && { PartyId: [partyId] }) } : {};

/** Who starts a flow by our library, or as one of many, sets them at the start. Asked at the start: what is written later shows here too. */
export function isAnnounced(partyId: string | undefined): boolean {
  const { typedSearchAttributes } = workflowInfo();
  const isSet = (name: 'Tenant' | 'PartyId'): boolean => typedSearchAttributes.get(defineSearchAttributeKey(name, 'KEYWORD')) !== undefined;
  return isSet('Tenant') && (partyId === undefined || isSet('PartyId'));
}
