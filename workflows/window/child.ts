/** One flow of a window: how it is started, and how it ended. */
import {
  ApplicationFailure,
  ChildWorkflowFailure,
  ParentClosePolicy,
  startChild,
  type ChildWorkflowHandle,
  type Workflow,
} from '@temporalio/workflow';
import { defineSearchAttributeKey, TypedSearchAttributes, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { InputOf } from '../contracts/inputs.js';
import type { FlowName } from '../contracts/names.js';
import type { Report } from '../contracts/report.js';
import { startPlan } from '../contracts/start.js';
import { endOfFailed, toEnd, type FlowEnd } from '../contracts/window.js';

export type Child = ChildWorkflowHandle<Workflow>;

/** Starts the flow under its business key. undefined: a flow of that key runs or ran already. */
export async function startFlow<F extends FlowName>(flow: F, input: InputOf<F>): Promise<Child | undefined> {
  const { searchAttributes, ...plan } = startPlan(flow, input);
  const pairs = searchAttributes.map(({ name, value }) => ({ key: defineSearchAttributeKey(name, 'KEYWORD'), value }));
  try {
    return await startChild<Workflow>(flow, {
      ...plan,
      args: [input],
      typedSearchAttributes: new TypedSearchAttributes(pairs),
      // Whatever becomes of the window, a flow that has begun comes to its own end.
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}

/** How it ended, whatever the way: never throws. */
export async function endOf(child: Child): Promise<FlowEnd> {
  try {
    return toEnd(child.workflowId, (await child.result()) as Report);
  } catch (error) {
    const cause = error instanceof ChildWorkflowFailure ? error.cause : undefined;
    const details = cause instanceof ApplicationFailure ? cause.details : undefined;
    return endOfFailed(child.workflowId, details, cause?.message ?? 'ended without a report');
  }
}
