/** Before something is called a false word: flows of ours without a report that the audit has read, and that may account for it. */
import type { Client } from '@temporalio/client';
import { FLOWS, INNER_FLOWS } from '../../workflows/contracts/names.js';
import type { Claim, ClosedFlow } from './claim.js';
import { quoted } from './closed.js';

export interface Gathered {
  tenant: string;
  since: string;
  /** When the closed flows were listed. */
  gatheredAt: string;
  /** Has its report been read? */
  isKnown(runId: string): boolean;
}

/** A flow of the same party or invoice, or an import, that is open, or was at work then or since. Undefined: there is none. */
export async function rivalOf(client: Client, flow: ClosedFlow, { tenant, since, gatheredAt, isKnown }: Gathered): Promise<string | undefined> {
  const whose = [...clausesOf('PartyId', flow.claims.flatMap(partiesOf)), ...clausesOf('InvoiceId', flow.claims.flatMap(invoicesOf))];
  const after = `CloseTime > ${quoted(flow.startedAt)}`;
  // Packages may be many: those that were gathered are left out at once. Visibility shows a flow a moment after it closed.
  const listedLater = new Date(Date.parse(gatheredAt) - 60_000).toISOString();
  const ungathered = `(CloseTime >= ${quoted(listedLater)} OR (${after} AND CloseTime < ${quoted(since)}))`;
  const clauses = [
    ...(whose.length > 0 ? [`((ExecutionStatus = "Running" OR ${after}) AND (${whose.join(' OR ')}))`] : []),
    ...(flow.claims.some(isOfRow) ? [`(WorkflowType = "importPackage" AND (ExecutionStatus = "Running" OR ${ungathered}))`] : []),
  ];
  if (clauses.length === 0) return undefined;
  const types = [...FLOWS, ...INNER_FLOWS].map(quoted).join(', ');
  const query = `WorkflowType IN (${types}) AND Tenant = ${quoted(tenant)} AND (${clauses.join(' OR ')})`;
  for await (const { workflowId, runId, closeTime } of client.workflow.list({ query }))
    // Those whose reports were read have been thought of already.
    if (!isKnown(runId)) return closeTime ? `${workflowId} was at work then or since` : `${workflowId} is at work`;
  return undefined;
}

const isOfRow = ({ kind }: Claim): boolean => ['term', 'no term', 'fields', 'package', 'billing run'].includes(kind);

const clausesOf = (attribute: string, values: string[]): string[] => [...new Set(values)].map((value) => `${attribute} = ${quoted(value)}`);

function partiesOf(claim: Claim): string[] {
  if (claim.kind === 'dues') return [claim.memberId];
  return [...('partyId' in claim ? [claim.partyId] : []), ...('payorPartyId' in claim ? [claim.payorPartyId] : []), ...('covers' in claim && claim.covers ? [claim.covers.partyId] : [])];
}

function invoicesOf(claim: Claim): string[] {
  if ('invoiceIds' in claim) return claim.invoiceIds;
  return 'invoiceId' in claim && claim.invoiceId !== undefined ? [claim.invoiceId] : [];
}
