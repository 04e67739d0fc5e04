/** Finding flows by the server's visibility. */
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { FLOWS, INNER_FLOWS, type FlowName, type SEARCH_ATTRIBUTES } from '../workflows/contracts/names.js';
import type { SagaState, Verdict } from '../workflows/contracts/report.js';
import { EXIT, Problem } from './problem.js';
import { unreachable } from './runs.js';

export type ListState = SagaState | Verdict;

export interface ListFilter {
  state?: ListState;
  tenant?: string;
  flow?: FlowName;
  partyId?: string;
  invoiceId?: string;
  /** Temporal's list filter, in addition to the others. */
  query?: string;
}

export interface Listed {
  workflowId: string;
  flow: FlowName;
  /** `running`, `parked`, `compensating`, or how it ended as far as visibility knows. */
  state: string;
  step?: string;
  tenant?: string;
  partyId?: string;
  invoiceId?: string;
  startedAt: string;
  closedAt?: string;
}

/** SagaState is written when a flow parks or turns back, and at such a flow's end: the others have none. */
const STATES: Record<ListState, string> = {
  running: 'ExecutionStatus = "Running" AND (SagaState IS NULL OR SagaState = "running")',
  parked: 'ExecutionStatus = "Running" AND SagaState = "parked"',
  compensating: 'ExecutionStatus = "Running" AND SagaState = "compensating"',
  closed: 'ExecutionStatus != "Running"',
  completed: 'ExecutionStatus = "Completed" AND (SagaState IS NULL OR SagaState != "completed-with-exceptions")',
  'completed-with-exceptions': 'ExecutionStatus = "Completed" AND SagaState = "completed-with-exceptions"',
  rejected: 'ExecutionStatus = "Failed" AND (SagaState IS NULL OR SagaState = "rejected")',
  compensated: 'ExecutionStatus = "Failed" AND SagaState = "compensated"',
  cancelled: 'ExecutionStatus = "Failed" AND SagaState = "cancelled"',
  'partly-compensated': 'ExecutionStatus = "Failed" AND SagaState = "partly-compensated"',
};
export const LIST_STATES = Object.keys(STATES) as ListState[];

/** The visibility query of a filter. Other workflows of the namespace are left out. */
export function visibilityQuery({ state, tenant, flow, partyId, invoiceId, query }: ListFilter): string {
  const types = flow ? [flow] : [...FLOWS, ...INNER_FLOWS];
  return [
    `WorkflowType IN (${types.map(quote).join(', ')})`,
    ...(state ? [STATES[state]] : []),
    ...(tenant === undefined ? [] : [ofTenant(tenant, types)]),
    ...Object.entries({ PartyId: partyId, InvoiceId: invoiceId })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name} = ${quote(value!)}`),
    ...(query ? [`(${query})`] : []),
  ].join(' AND ');
}

const quote = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;

/** Who starts a flow without our library sets no attribute, and until the first step has ended its key alone tells. */
function ofTenant(tenant: string, types: FlowName[]): string {
  const keys = types.map((type) => `WorkflowId STARTS_WITH ${quote(`${type}:${tenant}:`)}`);
  return `(Tenant = ${quote(tenant)} OR (Tenant IS NULL AND (${keys.join(' OR ')})))`;
}

/** Whose a flow is; undefined when neither its attribute nor its key tells. */
export function tenantOf({ flow, workflowId, tenant }: Pick<Listed, 'flow' | 'workflowId' | 'tenant'>): string | undefined {
  const [type, ofKey] = workflowId.split(':');
  return tenant ?? (type === flow ? ofKey : undefined);
}

/** The flows that match, newest first. A moment may pass until a change is seen here. */
export async function* listFlows(client: Client, filter: ListFilter = {}): AsyncIterable<Listed> {
  try {
    for await (const run of client.workflow.list({ query: visibilityQuery(filter) })) yield toListed(run);
  } catch (error) {
    const problem = unreachable(error, '');
    // INVALID_ARGUMENT
    if ((error as { cause?: { code?: number } }).cause?.code !== 3 || !filter.query) throw problem;
    throw new Problem(
      problem.message.replace('Temporal did not answer', 'The query is refused'),
      'Example: PartyId = "7"',
      EXIT.usage,
    );
  }
}

type Attribute = (typeof SEARCH_ATTRIBUTES)[number];

/** What list and describe have in common. */
type Attributed = Pick<WorkflowExecutionInfo, 'status' | 'typedSearchAttributes'>;
type Run = Attributed & Pick<WorkflowExecutionInfo, 'workflowId' | 'type' | 'startTime' | 'closeTime'>;

function attributeOf(run: Attributed, name: Attribute): string | undefined {
  const value = run.typedSearchAttributes.get(defineSearchAttributeKey(name, 'KEYWORD'));
  return value === undefined ? undefined : String(value);
}

const OPEN: string[] = ['running', 'parked', 'compensating'] satisfies SagaState[];

/** How a flow stands or ended, as far as visibility knows: a `ListState`, or the status of a run cut off from outside. */
export function stateOf(run: Attributed): string {
  const { name } = run.status;
  const written = attributeOf(run, 'SagaState');
  if (name === 'RUNNING') return written ?? 'running';
  // A run that was ended from outside, or that plainly completed, left what it had written last.
  if (written !== undefined && !OPEN.includes(written)) return written;
  return name === 'FAILED' ? 'rejected' : name.toLowerCase().replaceAll('_', '-');
}

export function toListed(run: Run): Listed {
  const attribute = (name: Attribute): string | undefined => attributeOf(run, name);
  const open = run.status.name === 'RUNNING';
  const step = attribute('SagaStep');
  const optional = { tenant: attribute('Tenant'), partyId: attribute('PartyId'), invoiceId: attribute('InvoiceId') };
  return {
    workflowId: run.workflowId,
    flow: run.type as FlowName,
    state: stateOf(run),
    ...(open && step !== undefined && { step }),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    startedAt: run.startTime.toISOString(),
    ...(run.closeTime && { closedAt: run.closeTime.toISOString() }),
  };
}
