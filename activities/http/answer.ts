/**
 * What came of one HTTP call, told apart once and for all callers (`classify.ts` holds the table).
 * `sent` says whether the server may have acted on it.
 */
export type Answer<T = unknown> =
  /** 2xx with a body that can be read and carries no failure. Not yet believed for a write. */
  | { kind: 'ok'; sent: true; status: number; body: T }
  /** 404. */
  | { kind: 'absent'; sent: true; status: number; message: string }
  /** The API said no: validation, 409, 405, other 4xx, or a ServiceResponse failure inside a 200. */
  | { kind: 'rejected'; sent: true; status: number; message: string }
  /** 401: the token was refused, nothing was done. */
  | { kind: 'unauthenticated'; sent: false; status: number; message: string }
  /** 403, a log-in that was rejected, or no account at all: configuration, for a person. */
  | { kind: 'forbidden'; sent: false; status?: number; message: string }
  /** 501: the release lacks the operation. */
  | { kind: 'not-available'; sent: false; status: number; message: string }
  /** 429: wait `retryAfterMs` (already floored, capped and jittered). */
  | { kind: 'throttled'; sent: false; status: number; message: string; retryAfterMs: number }
  /** The connection could not be made: DNS, refused, TLS, connect time-out. */
  | { kind: 'not-sent'; sent: false; message: string }
  /** All else: 5xx, dropped, timed out, cut or foreign body. It may have been done, or may still be. */
  | { kind: 'unknown'; sent: true; status?: number; message: string; retryAfterMs?: number };

/** A read that gave no usable answer. */
export class ReadFailed extends Error {
  override readonly name = 'ReadFailed';
  readonly answer: Exclude<Answer, { kind: 'ok' }>;
  constructor(answer: Exclude<Answer, { kind: 'ok' }>) {
    super(answer.message);
    this.answer = answer;
  }
}
