import { ApplicationFailure } from '@temporalio/common';
import { FAILURE, type FlowName } from '../../workflows/contracts/names.js';
import { inputProblems } from '../../workflows/contracts/schemas/problems.js';

/** Throws InvalidInput naming every wrong member. */
export function assertInput(flow: FlowName, input: unknown): void {
  const problems = inputProblems(flow, input).map(({ member, message }) => `${member}: ${message}`);
  if (problems.length > 0) throw ApplicationFailure.nonRetryable(problems.join('; '), FAILURE.invalidInput);
}
