/** Pure fold of a saga's data into the report. */
import type { Report, SagaState, StepReport, Verdict } from '../contracts/report.js';
import type { SagaData } from './state.js';

export function sagaState(data: SagaData): SagaState {
  if (data.verdict) return 'closed';
  if (data.parked) return 'parked';
  return data.compensating ? 'compensating' : 'running';
}

export function toReport(data: SagaData): Report {
  const { flow, workflowId, tenant, key, reference, requestedBy, verdict, cause, parked } = data;
  return {
    flow,
    workflowId,
    tenant,
    key,
    reference,
    requestedBy,
    state: sagaState(data),
    verdict,
    ids: Object.assign({}, ...data.entries.map((entry) => entry.report.ids)),
    result: data.result,
    steps: data.entries.map((entry) => entry.report),
    ...(cause && { cause }),
    operator: data.operator,
    ...(parked && {
      parked: { step: parked.entry.report.name, phase: parked.phase, since: parked.since, why: parked.why, verbs: parked.verbs },
    }),
    notes: data.notes,
  };
}

/** Records that this run made and has not undone. */
export const effectsOf = (data: SagaData): string[] =>
  data.entries.filter(({ report }) => report.compensation !== 'undone').flatMap(({ made }) => made);

/** How a flow that came to its end is called. */
export function forwardVerdict(steps: StepReport[]): Verdict {
  return steps.some((step) => step.outcome === 'skipped' || step.outcome === 'rejected') ? 'completed-with-exceptions' : 'completed';
}

/** How a flow that turned back is called: `rejected` only when it never changed anything. */
export function backwardVerdict(steps: StepReport[], cancelled: boolean): Verdict {
  if (steps.some((step) => step.compensation === 'skipped')) return 'partly-compensated';
  if (cancelled) return 'cancelled';
  const undid = steps.some((step) => step.compensation === 'undone' || step.compensation === 'marked-done');
  return undid ? 'compensated' : 'rejected';
}
