/** Turns the body of a write's answer into our own object. */
import { type Answer, ReadFailed } from '../../http/answer.js';
import { type Raw, record } from './shape.js';

/** An ok answer whose body has another form than promised is `unknown`: it may well have been done. */
export function parsed<T>(answer: Answer, parse: (raw: Raw) => T): Answer<T> {
  if (answer.kind !== 'ok') return answer;
  try {
    return { ...answer, body: parse(record(answer.body, 'body')) };
  } catch (error) {
    if (!(error instanceof ReadFailed)) throw error;
    return { kind: 'unknown', sent: true, status: answer.status, message: error.message };
  }
}
