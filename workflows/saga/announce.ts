/**
 * By what a flow is found: its search attributes. Each event of theirs has the server write an entry of its lists anew, as
 * dear as an activity's end: what is known late is told with the next event of this kind, or as the flow ends.
 */
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { SEARCH_ATTRIBUTES } from '../contracts/names.js';
import { ANNOUNCED_LATE } from '../contracts/reply.js';
import { toReport } from './report.js';
import type { SagaData } from './state.js';

type Attributes = Partial<Record<(typeof SEARCH_ATTRIBUTES)[number], string | undefined>>;

/** After a good step: whom the flow is about, where its start has not said so. */
export function announce(data: SagaData): void {
  if (data.announced !== undefined && isLate(data)) return;
  const { invoiceId: InvoiceId } = toReport(data).ids;
  if (data.announced === (InvoiceId ?? '')) return;
  upsert({ ...lacking(data), InvoiceId });
  data.announced = InvoiceId ?? '';
}

/** Where a flow stands, with what it is found by: a first step that parks or is refused has announced nothing. */
export function announceState(data: SagaData, SagaState: string, SagaStep?: string): void {
  upsert({ ...lacking(data), ...untold(data), SagaState, SagaStep });
}

/** The end of a flow that was never marked as anything else. The server writes its entry then anyway. */
export function announceEnd(data: SagaData): void {
  const attributes = untold(data);
  if (attributes.InvoiceId !== undefined) upsert(attributes);
}

const lacking = ({ announced, tenant, partyId }: SagaData): Attributes => (announced === undefined ? { Tenant: tenant, PartyId: partyId } : {});

function untold(data: SagaData): Attributes {
  const { invoiceId } = toReport(data).ids;
  return isLate(data) && invoiceId !== attribute('InvoiceId') ? { InvoiceId: invoiceId } : {};
}

/** Runs of before told each id after its step, and replay so: the answers they have on record say which. */
const isLate = ({ entries }: SagaData): boolean => entries.some(({ last }) => last !== undefined && last.v >= ANNOUNCED_LATE);

/** Who starts a flow by our library, or as one of many, sets them at the start. Asked at the start: what is written later shows here too. */
export const isAnnounced = (partyId: string | undefined): boolean =>
  attribute('Tenant') !== undefined && (partyId === undefined || attribute('PartyId') !== undefined);

const keyOf = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');
const attribute = (name: keyof Attributes): string | undefined => workflowInfo().typedSearchAttributes.get(keyOf(name));

/** Members that are undefined stay as they are. */
function upsert(attributes: Attributes): void {
  const known = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== '');
  upsertSearchAttributes(known.map(([name, value]) => ({ key: keyOf(name), value: value! })));
}
