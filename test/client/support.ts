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

/** Looks until it holds, and answers with what was seen then; lists of the server follow within a second, on a busy machine later. */
export async function eventually<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (attempt === 400) throw new Error(`it did not come to hold: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
