import type { z } from 'zod';
import type { FlowName } from '../names.js';
import { schemas } from './flows.js';

/** A wrong member of an input. Its value is never shown. */
export interface InputProblem {
  /** Path of the member, such as `payment.token`; `input` for the whole. */
  member: string;
  message: string;
}

/** What is wrong with an input; empty when it is right. */
export const inputProblems = (flow: FlowName, input: unknown): InputProblem[] => problemsIn(schemas[flow], input);

export function problemsIn(schema: z.ZodType, input: unknown): InputProblem[] {
  const parsed = schema.safeParse(input);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    const at = (...path: PropertyKey[]): string => path.map(String).join('.') || 'input';
    if (issue.code !== 'unrecognized_keys') return [{ member: at(...issue.path), message: issue.message }];
    return issue.keys.map((name) => ({ member: at(...issue.path, name), message: 'is not known' }));
  });
}
