/** What the server's answers about schedules mean to a person. */
import { ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import { EXIT, messageOf, Problem } from '../problem.js';
import { unreachable } from '../runs.js';

export function scheduleProblem(error: unknown, scheduleId: string): Problem {
  if (error instanceof ScheduleNotFoundError) return noSchedule(scheduleId, error);
  if (error instanceof ScheduleAlreadyRunning)
    return new Problem(
      `There is a schedule ${scheduleId} already.`,
      `\`duesflow schedule show ${scheduleId}\` shows it. Give the new one another name, or delete that one first.`,
      EXIT.usage,
      error,
    );
  // The SDK's word for an argument that the server refuses, such as an hour of 25.
  if ((error as Error).name === 'TypeError')
    return new Problem(`Temporal refuses the schedule: ${messageOf(error)}`, 'Correct the calendar.', EXIT.usage, error);
  return unreachable(error, scheduleId);
}

export const noSchedule = (scheduleId: string, cause?: unknown): Problem =>
  new Problem(`There is no schedule ${scheduleId}.`, '`duesflow schedule list` shows them.', EXIT.usage, cause);

/** @throws {Problem} what the call throws, in plain words. */
export async function plainly<T>(scheduleId: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw scheduleProblem(error, scheduleId);
  }
}
