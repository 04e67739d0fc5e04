/** A failure that travels inside HTTP 200: ResponseStatus with an ErrorCode (facts Y2). */
import type { Answer } from '../http/answer.js';
import { failureText } from '../http/failure-text.js';
import { isRecord } from '../imis/wire/shape.js';

/**
 * The answer with its ResponseStatus minded. Of a read the error is a refusal. Of a write it proves nothing: no codes are
 * published, and what answers so may have been saved.
 */
export function withResponseStatus(answer: Answer, reads: boolean): Answer {
  if (answer.kind !== 'ok' || !isRecord(answer.body)) return answer;
  const { ResponseStatus: said } = answer.body;
  const code = isRecord(said) ? said['ErrorCode'] : undefined;
  if (typeof code !== 'string' || code === '' || code === 'None') return answer;
  const { status } = answer;
  const message = `${code} inside HTTP ${status}: ${failureText(said, '') || 'without a reason'}`;
  if (!reads) return { kind: 'unknown', sent: true, status, message };
  return { kind: /NotFound$/i.test(code) ? 'absent' : 'rejected', sent: true, status, message };
}
