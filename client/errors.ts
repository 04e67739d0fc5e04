/** What starting a flow can refuse. */
import type { RowProblem } from '../activities/imports/problem.js';
import { EXIT, Problem } from './problem.js';
import type { FlowName } from '../workflows/contracts/names.js';
import type { InputProblem } from '../workflows/contracts/schemas/problems.js';
import type { Report } from '../workflows/contracts/report.js';

/** The input is wrong: nothing was started. */
export class InvalidInput extends Problem {
  override readonly name = 'InvalidInput';
  /** The wrong members, by path. Values are never shown. */
  readonly problems: InputProblem[];

  constructor(flow: FlowName | 'audit', problems: InputProblem[], cure = `Correct it; \`duesflow schemas ${flow}\` prints what is taken.`) {
    const list = problems.map(({ member, message }) => `${member}: ${message}`).join('; ');
    super(`Wrong input for ${flow}: ${list}`, cure, EXIT.usage);
    this.problems = problems;
  }
}

/**
 * A fault of an import's file apart from its cure, which the command prints in a line of its own and with which the
 * message of an ImportProblem ends.
 */
export function faultAndCure({ message, cure }: { message: string; cure: string }): { fault: string; cure: string } {
  const end = `; ${cure}`;
  const fault = message.endsWith(end) ? message.slice(0, -end.length) : message;
  return { fault, cure: `${cure.charAt(0).toUpperCase()}${cure.slice(1)}.` };
}

/** Rows of an import are bad, and with `onBadRow: reject-file` nothing is sent then: nothing was started. */
export class BadRows extends InvalidInput {
  readonly rows: number;
  readonly bad: number;

  /** `problems`: the first of the bad rows. */
  constructor({ rows, bad, problems }: { rows: number; bad: number; problems: RowProblem[] }) {
    const shown = problems.map(({ line, column, message }) => ({ member: column === undefined ? `line ${line}` : `line ${line}, ${column}`, message }));
    super('importDues', shown, 'Correct these rows, or leave the bad ones out with onBadRow "skip-row" (--on-bad-row skip-row).');
    const list = shown.map(({ member, message }) => `  ${member}: ${message}`);
    const more = bad > shown.length ? [`  and ${bad - shown.length} more`] : [];
    this.message = [`${bad} of ${rows} rows are bad, so nothing is sent:`, ...list, ...more].join('\n');
    this.rows = rows;
    this.bad = bad;
  }
}

/** The same business key was started before with another input. */
export class InputConflict extends Problem {
  override readonly name = 'InputConflict';
  readonly workflowId: string;
  readonly members: string[];

  constructor(workflowId: string, startedAt: Date, members: string[]) {
    super(
      `${workflowId} was started on ${startedAt.toISOString()} with another ${members.join(', ')}`,
      'If it is the same act, repeat the first input. If it is a second act on purpose, give it an "occasion".',
      EXIT.usage,
    );
    this.workflowId = workflowId;
    this.members = members;
  }
}

/** The earlier run of a `once` key left something behind that a person must look at first. */
export class NeedsALook extends Problem {
  override readonly name = 'NeedsALook';
  readonly workflowId: string;
  /** Absent when the run was terminated. */
  readonly report: Report | undefined;

  constructor(workflowId: string, startedAt: Date, ended: string, report: Report | undefined) {
    const left = report?.steps.filter((step) => step.outcome === 'skipped' || step.compensation === 'skipped') ?? [];
    const what = left.length > 0 ? ` Look at: ${left.map((step) => step.name).join(', ')}.` : '';
    super(
      `${workflowId}, started on ${startedAt.toISOString()}, ended ${ended}: it may have left effects that a new run would take for its own.`,
      `Read \`duesflow report ${workflowId}\` and put the records right.${what} Then start again with an "occasion", such as "second try".`,
      EXIT.otherVerdict,
    );
    this.workflowId = workflowId;
    this.report = report;
  }
}

/** A run reads the file, the list or the day that its business key is made of: it has no report yet. */
export class StillReading extends Problem {
  override readonly name = 'StillReading';

  constructor(workflowId: string) {
    super(`${workflowId} still reads what its business key is made of.`, 'Ask again in a moment; the Web UI shows what it does.');
  }
}
