/** The flows of a soak: started as planned, looked after until they have ended. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { businessKey } from '../../workflows/contracts/keys.js';
import type { AnyInput } from '../../workflows/contracts/inputs.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import { startPlan } from '../../workflows/contracts/start.js';
import type { Script } from '../crash/scripts/script.js';
import type { PlannedFlow } from './plan.js';
import type { Association } from './tenants.js';
import { persistent } from './temporal.js';

/** One flow that is to be started, its records made. */
export interface Given {
  planned: PlannedFlow;
  association: Association;
  script: Script;
  input: AnyInput;
  workflowId: string;
}

export interface Running extends Given {
  startedAt: number;
  endedAt?: number;
}

export const givenOf = (planned: PlannedFlow, association: Association, script: Script, input: AnyInput): Given => ({
  planned,
  association,
  script,
  input,
  workflowId: businessKey<FlowName>(script.flow, input),
});

/** As a service would start it: again while Temporal is away, and what runs already is joined. */
export async function startFlow(client: Client, taskQueue: string, { script, input, workflowId }: Given, id = workflowId): Promise<void> {
  // Set by the client's library, too: a flow without calls of its own would not be found by its tenant.
  const { searchAttributes } = startPlan<FlowName>(script.flow, input);
  const typedSearchAttributes = searchAttributes.map(({ name, value }) => ({ key: defineSearchAttributeKey(name, 'KEYWORD'), value }));
  await persistent(() => client.workflow.start(script.flow, { workflowId: id, taskQueue, args: [input], typedSearchAttributes, workflowIdConflictPolicy: 'USE_EXISTING' }));
}

export async function comeTo(client: Client, taskQueue: string, given: Given): Promise<void> {
  if (given.planned.act?.name === 'second-start') return await startFlow(client, taskQueue, given, `again-${randomUUID()}`);
  // It may have ended.
  await persistent(() => client.workflow.getHandle(given.workflowId).cancel()).catch(() => undefined);
}
