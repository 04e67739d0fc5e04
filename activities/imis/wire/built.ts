/** Makes the body of a write before anything is sent. */
import type { Answer } from '../../http/answer.js';

/**
 * A RangeError of a builder (an amount that cannot be written, members that contradict each other) becomes an answer
 * `rejected` with status 0: thrown, it would be tried again and again. Anything else is a bug and is thrown on.
 */
export function built<T>(build: () => T): { body: T } | { refusal: Extract<Answer, { kind: 'rejected' }> } {
  try {
    return { body: build() };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { refusal: { kind: 'rejected', sent: true, status: 0, message: `not sent: ${error.message}` } };
  }
}
