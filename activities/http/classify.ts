/**
 * The one table from what came of a call to `Answer` (facts 2.4, 2.5, 6.3). Pure.
 * Rule of the table: only what proves that nothing was done may say so; all doubt is `unknown`.
 */
import type { Answer } from './answer.js';
import { failureText, hasErrors, isValid, isValidateResults, isValidation, looksLikePage } from './failure-text.js';
import { retryAfter } from './retry-after.js';
import { serviceFailure } from './service-response.js';

/** What was received, as far as the table needs it. */
export interface Received {
  status: number;
  text: string;
  contentType?: string;
  retryAfter?: string;
}

export interface Circumstances {
  /** May a good answer be empty (DELETE, operations that return nothing)? */
  emptyOk?: boolean;
  /** Epoch milliseconds, and a number from 0 up to 1: for `Retry-After`. */
  now?: number;
  random?: number;
}

/** Sorts a complete answer. */
export function classifyResponse(received: Received, circumstances: Circumstances = {}): Answer {
  const { status, text } = received;
  const page = looksLikePage(text, received.contentType);
  const body = page ? undefined : parse(text);
  if (status >= 200 && status < 300) return good(received, page, body, circumstances);

  const reason = failureText(body, text) || (page ? 'an HTML page, not an answer of the API' : 'without a reason');
  const message = `HTTP ${status}: ${reason}`;
  const wait = () => retryAfter(received.retryAfter, circumstances.now, circumstances.random);

  switch (status) {
    case 401:
      return { kind: 'unauthenticated', sent: false, status, message };
    case 403:
      return { kind: 'forbidden', sent: false, status, message };
    case 429:
      return { kind: 'throttled', sent: false, status, message, retryAfterMs: wait() };
    case 501:
      return { kind: 'not-available', sent: false, status, message };
    case 404:
      // The API answers in JSON, errors included (facts 1.3): a page does not prove that the record is absent.
      return page ? { kind: 'unknown', sent: true, status, message } : { kind: 'absent', sent: true, status, message };
    case 503:
      return { kind: 'unknown', sent: true, status, message, ...(received.retryAfter && { retryAfterMs: wait() }) };
  }
  if (status >= 400 && status < 500 && status !== 408 && !page)
    return { kind: 'rejected', sent: true, status, message };
  if (status >= 300 && status < 400) {
    return { kind: 'unknown', sent: true, status, message: `HTTP ${status}: redirected; is the base address right?` };
  }
  return { kind: 'unknown', sent: true, status, message };
}

function good({ status, text }: Received, page: boolean, body: unknown, { emptyOk }: Circumstances): Answer {
  const unknown = (what: string): Answer => ({
    kind: 'unknown',
    sent: true,
    status,
    message: `HTTP ${status}: ${what}`,
  });
  if (page) return unknown('an HTML page, not an answer of the API');
  if (text.trim() === '' || body === null) {
    return emptyOk || status === 204 ? { kind: 'ok', sent: true, status, body: undefined } : unknown('an empty body');
  }
  if (body === undefined) return unknown('a body that is cut off or no JSON');
  if ((isValidation(body) && hasErrors(body)) || (isValidateResults(body) && !isValid(body))) {
    return { kind: 'rejected', sent: true, status, message: `HTTP ${status}: ${failureText(body, '')}` };
  }
  return serviceFailure(body, status) ?? { kind: 'ok', sent: true, status, body };
}

/** undefined when it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
}

/** System calls and time-outs that belong to making the connection. */
const BEFORE_SEND = new Set(['getaddrinfo', 'connect', 'lookup', 'secureConnect']);
const NEVER_SENT = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EADDRNOTAVAIL']);
const CERTIFICATE = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA)/;

/** What an error of Node or got tells; read by members, since `instanceof` fails across realms. */
interface Thrown {
  name?: string;
  code?: string;
  syscall?: string;
  event?: string;
  cause?: Thrown;
}

/**
 * Sorts a call that gave no complete answer.
 * @param onTheWire whether the connection stood and the request was let out, when that is known: it outweighs the code
 */
export function classifyError(error: unknown, onTheWire?: boolean): Answer {
  const thrown = (typeof error === 'object' && error !== null ? error : {}) as Thrown;
  const code = thrown.code ?? thrown.cause?.code ?? thrown.name ?? 'failure';
  const stage = thrown.event ?? thrown.syscall ?? thrown.cause?.syscall;
  const sent = onTheWire ?? !(NEVER_SENT.has(code) || CERTIFICATE.test(code) || BEFORE_SEND.has(stage ?? ''));
  const detail = stage ? `${code}, ${stage}` : code;
  return sent
    ? { kind: 'unknown', sent: true, message: `no complete answer (${detail})` }
    : { kind: 'not-sent', sent: false, message: `no connection (${detail})` };
}
