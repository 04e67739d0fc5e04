import { Problem } from '../../client/problem.js';

/** The Problem with which a promise must reject. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Problem) return error;
  throw new Error(`expected a Problem, not ${String(error)}`);
}

/** The server of the test run. */
export const address = (): string => {
  const at = process.env['TEST_TEMPORAL_ADDRESS'];
  if (!at) throw new Error('the global set-up of the tests names no Temporal');
  return at;
};
