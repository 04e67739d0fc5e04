/** What starting a flow can refuse. */
import { EXIT, Problem } from './problem.js';
import type { FlowName } from '../workflows/contracts/names.js';
import type { InputProblem } from '../workflows/contracts/schemas/problems.js';
import type { Report } from '../workflows/contracts/report.js';

/** The input is wrong: nothing was started. */
export class InvalidInput extends Problem {
  override readonly name = 'InvalidInput';
  /** The wrong members, by path. Values are never shown. */
  readonly problems: InputProblem[];

  constructor(flow: FlowName, problems: InputProblem[]) {
    const list = problems.map(({ member, message }) => `${member}: ${message}`).join('; ');
    super(
      `Wrong input for ${flow}: ${list}`,
      `Correct it; \`duesflow schemas ${flow}\` prints what is taken.`,
      EXIT.usage,
    );
    this.problems = problems;
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
