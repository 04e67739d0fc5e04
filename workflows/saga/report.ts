/** Pure fold of a saga's data into the report, and of the report into what the Web UI shows. */
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

const cell = (text: string): string => text.replace(/\|/g, '/').replace(/\s+/g, ' ');

/** The step table of the Web UI's current details. Its last lines are cut off there, hence the empty paragraphs. */
export function toMarkdown(report: Report): string {
  const head = report.verdict ? `**${report.verdict}**` : `**${report.state}**`;
  const rows = report.steps.map(
    (step) =>
      `| ${step.name} | ${step.outcome}${step.owner === 'other' ? ' (was there before)' : ''} | ${step.compensation ?? ''} | ${cell(step.note)} |`,
  );
  const parked = report.parked
    ? [`Waits for a person at **${report.parked.step}** since ${report.parked.since}: ${cell(report.parked.why)}`, `Verbs that fit: ${report.parked.verbs.join(', ')}`]
    : [];
  const lines = [
    `${head} ${report.key}`,
    ...parked,
    ['| step | outcome | undo | what is known |', '|---|---|---|---|', ...rows].join('\n'),
    ...(report.cause ? [`Cause: ${report.cause.step}: ${cell(report.cause.message)}`] : []),
    ...report.notes,
    '\u00a0',
    '\u00a0',
  ];
  return lines.join('\n\n');
}
