/** Before a flow begins: is it the run of its business key? The wrong tenant or input is told before anything is called. */
import { ActivityFailure, ApplicationFailure, proxyActivities, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { FlowActivities } from '../../activities/flows/index.js';
import type { InputOf } from '../contracts/inputs.js';
import { businessKey, isResolved } from '../contracts/keys.js';
import { FAILURE, type FlowName } from '../contracts/names.js';
import type { Report } from '../contracts/report.js';
import { notServed } from './profile.js';

const toDo = (summary: string) =>
  proxyActivities<FlowActivities>({
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '30 s',
    retry: { initialInterval: '1 s', maximumInterval: '30 s', backoffCoefficient: 2 },
    summary,
  });
const { validateInput } = toDo('check the input');
const { startOrJoin: startOrJoinFlow } = toDo('start or join the flow of the business key, and wait for its end');

/** A file of a million rows is read in some minutes; it beats all the while. */
const { resolveInput } = proxyActivities<FlowActivities>({
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '30 s',
  retry: { initialInterval: '1 s', maximumInterval: '30 s', backoffCoefficient: 2, maximumAttempts: 10 },
  summary: 'read what the business key is made of',
});

export interface Keyed<F extends FlowName> {
  key: string;
  input: InputOf<F>;
}

/** The input with what was read for it, and its key. Throws InvalidInput. */
export async function keyed<F extends FlowName>(name: F, given: InputOf<F>): Promise<Keyed<F>> {
  try {
    businessKey(name, given);
  } catch {
    await unwrapped(validateInput(name, given));
    throw invalid('the input lacks members of the business key');
  }
  refuseTenant(name, given);
  const input = isResolved(name, given) ? given : await unwrapped(resolveInput(name, given, scheduledAt()));
  return { key: businessKey(name, input), input };
}

const invalid = (message: string) => ApplicationFailure.nonRetryable(message, FAILURE.invalidInput);

function refuseTenant(name: FlowName, input: { tenant?: string | undefined }): void {
  const why = notServed(name, input);
  // Not asked in a replay: a run that was accepted stays accepted when the tenant is taken from the configuration.
  if (why && !workflowInfo().unsafe.isReplaying) throw invalid(why);
}

/** The time a schedule meant, whenever it came to it; of other runs the start. */
function scheduledAt(): string {
  const { typedSearchAttributes, startTime } = workflowInfo();
  const nominal = typedSearchAttributes.get(defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME'));
  return (nominal ?? startTime).toISOString();
}

/** A run under another id starts or joins the flow with the right id, and answers with its report. */
export async function relay<F extends FlowName>(name: F, { key, input }: Keyed<F>): Promise<Report> {
  setCurrentDetails(`This run has another id than its business key. The flow is **${key}**.`);
  return await startOrJoin(name, input);
}

/** The flow of this input, which has been resolved: started, or joined where it runs or ran; its report, or its failure. */
export const startOrJoin = <F extends FlowName>(name: F, input: InputOf<F>): Promise<Report> => unwrapped(startOrJoinFlow(name, input));

/** A failure that an activity gave as the flow's own: its type and report stay on top. */
async function unwrapped<T>(activity: Promise<T>): Promise<T> {
  try {
    return await activity;
  } catch (error) {
    throw error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;
  }
}
