/** A failure that travels inside HTTP 200: ServiceResponse of the `_execute` operations (facts 2.4, 2.5). */
import type { Answer } from './answer.js';
import { failureText } from './failure-text.js';

/** Names by number, as the vendor's contract counts them. */
const CODES = [
  'Success',
  'Warning',
  'ValidationError',
  'NotAuthorized',
  'NotAuthenticated',
  'NotFound',
  'DuplicateKey',
  'ServiceNotAvailable',
  'OperationNotAvailable',
  'BadRequest',
  'ServiceError',
  'Timeout',
] as const;

/** The failure that a body of HTTP 2xx carries, or undefined when it is no ServiceResponse or a good one. */
export function serviceFailure(body: unknown, status: number): Exclude<Answer, { kind: 'ok' }> | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const fields = body as Record<string, unknown>;
  const isResponse = String(fields.$type).includes('ServiceResponse') || 'IsSuccessStatusCode' in fields;
  if (!isResponse) return undefined;

  const code = typeof fields.StatusCode === 'number' ? CODES[fields.StatusCode] : fields.StatusCode;
  const good = code === undefined || code === 'Success' || code === 'Warning';
  if (good && fields.IsSuccessStatusCode !== false) return undefined;

  const name = typeof code === 'string' && !good ? code : 'failure';
  const message = `${name} inside HTTP ${status}: ${failureText(body, '') || 'without a reason'}`;
  switch (name) {
    case 'NotAuthenticated':
      return { kind: 'unauthenticated', sent: false, status, message };
    case 'NotAuthorized':
      return { kind: 'forbidden', sent: false, status, message };
    case 'ServiceNotAvailable':
    case 'OperationNotAvailable':
      return { kind: 'not-available', sent: false, status, message };
    case 'NotFound':
      return { kind: 'absent', sent: true, status, message };
    // The words behind HTTP 500 and 408: the change may have been saved all the same.
    case 'ServiceError':
    case 'Timeout':
      return { kind: 'unknown', sent: true, status, message };
    default:
      return { kind: 'rejected', sent: true, status, message };
  }
}
