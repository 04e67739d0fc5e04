import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import { FAILURE, FLOWS, type FlowName } from '../../workflows/contracts/names.js';
import { schemas } from '../../workflows/contracts/schemas/flows.js';

/** What is wrong with an input: one line a member, each naming it. Empty when it is right. Values are never shown. */
export function inputProblems(flow: FlowName, input: unknown): string[] {
  if (!FLOWS.includes(flow)) return [`flow: unknown "${flow}" (known: ${FLOWS.join(', ')})`];
  const parsed = schemas[flow].safeParse(input);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue: z.core.$ZodIssue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
}

/** Throws InvalidInput naming every wrong member. */
export function assertInput(flow: FlowName, input: unknown): void {
  const problems = inputProblems(flow, input);
  if (problems.length > 0) throw ApplicationFailure.nonRetryable(problems.join('; '), FAILURE.invalidInput);
}
