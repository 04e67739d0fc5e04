/** A report as a person would like to read it: verdict first, then the steps, then what to do. Pure. */
import Table from 'cli-table3';
import type { Report, StepReport } from '../../workflows/contracts/report.js';

type Paint = (style: 'green' | 'yellow' | 'red' | 'bold' | 'dim', text: string) => string;

export interface TextOptions {
  /** Columns of the terminal. */
  width?: number;
  paint?: Paint;
}

const VERDICTS = {
  completed: ['green', 'Completed', 'everything was done.'],
  'completed-with-exceptions': ['yellow', 'Completed with exceptions', 'a step was skipped or refused; see below.'],
  rejected: ['red', 'Rejected', 'nothing was changed.'],
  compensated: ['yellow', 'Compensated', 'what had been done was undone.'],
  cancelled: ['yellow', 'Cancelled', 'what had been done was undone.'],
  'partly-compensated': ['red', 'Partly compensated', 'a person stopped the undoing; see what is left below.'],
} as const;

const STATES = {
  running: ['bold', 'Running', 'its end is open.'],
  compensating: ['yellow', 'Undoing', 'a step failed, and what was done is being undone.'],
  parked: ['red', 'Parked', 'it waits for a person.'],
  closed: ['bold', 'Closed', 'it has ended.'],
} as const;

export function reportText(report: Report, { width = 100, paint = (_, text) => text }: TextOptions = {}): string {
  const [colour, title, sentence] = report.verdict ? VERDICTS[report.verdict] : STATES[report.state];
  const sections = [
    `${paint(colour, title)}: ${sentence}`,
    members(report),
    ...(report.steps.length > 0 ? [stepTable(report.steps, width)] : []),
    ...(report.parked ? [whatToDo(report, paint)] : []),
    ...(Object.keys(report.result).length > 0 ? [`Result, as last read:\n${pairs(report.result)}`] : []),
    ...(report.operator.length > 0 ? [`Decisions:\n${report.operator.map(decision).join('\n')}`] : []),
    ...(report.notes.length > 0 ? [`Notes:\n${report.notes.map((line) => `  ${line}`).join('\n')}`] : []),
  ];
  return sections.join('\n\n');
}

function members(report: Report): string {
  const { workflowId, tenant, reference, requestedBy, cause, ids } = report;
  const given = Object.entries(ids).map(([name, value]) => `${name} ${value}`);
  return [
    `  flow       ${workflowId}`,
    `  tenant     ${tenant}`,
    ...(reference ? [`  reference  ${reference}`] : []),
    ...(requestedBy ? [`  asked by   ${requestedBy}`] : []),
    ...(given.length > 0 ? [`  ids        ${given.join(', ')}`] : []),
    ...(cause ? [`  cause      ${[cause.step, cause.message].filter(Boolean).join(': ')}`] : []),
  ].join('\n');
}

function stepTable(steps: StepReport[], width: number): string {
  const fixed = [Math.max(...steps.map(({ name }) => name.length), 4), 13, 11, 5].map((chars) => chars + 2);
  const rest = Math.max(24, width - fixed.reduce((sum, one) => sum + one, 0) - 6);
  const table = new Table({
    head: ['step', 'outcome', 'undo', 'tries', 'what is known'],
    colWidths: [...fixed, rest],
    wordWrap: true,
    // Colours are ours to decide: these would stay in a file, too.
    style: { head: [], border: [], compact: true },
  });
  for (const step of steps) {
    const mine = step.owner === 'other' ? `${step.outcome} (not ours)` : step.outcome;
    table.push([step.name, mine, step.compensation ?? '', step.attempts, step.note]);
  }
  return table.toString();
}

const HOW = {
  retry: 'try the step again',
  retryWith: 'try it with corrected input: --input FILE',
  skip: 'go on without it',
  markDone: 'it was done by hand: --ref ID (checked by a look)',
  compensate: 'undo what was done, and end',
} as const;

function whatToDo({ parked, workflowId }: Report, paint: Paint): string {
  const { step, since, why, verbs, phase } = parked!;
  const doing = phase === 'compensating' ? 'the undo of' : 'step';
  const lines = verbs.map((verb) => `    ${verb.padEnd(10)} ${HOW[verb]}`);
  const command = `duesflow repair ${workflowId} ${verbs[0] ?? 'retry'} --by YOU --why REASON`;
  return [
    `${paint('bold', `Waits at ${doing} "${step}" since ${since}`)}: ${why}`,
    '  Verbs that fit:',
    ...lines,
    `  ${command}`,
  ].join('\n');
}

const decision = ({ at, verb, step, by, why }: Report['operator'][number]): string =>
  `  ${at}  ${verb} at "${step}" by ${by}: ${why}`;

const pairs = (values: Record<string, unknown>): string => {
  const longest = Math.max(...Object.keys(values).map((name) => name.length));
  return Object.entries(values)
    .map(
      ([name, value]) =>
        `  ${name.padEnd(longest)}  ${typeof value === 'object' && value ? JSON.stringify(value) : String(value)}`,
    )
    .join('\n');
};
