import type { Voice } from '../faults/voice.js';
import { Refusal } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import type { JsonObject } from '../wire/json.js';

/** `ResponseStatus` with an error (YMSPEC). The codes are inferred: none are published. */
export function errorStatus(code: string, message: string, field?: string): JsonObject {
  const errors = field === undefined ? [] : [{ ErrorCode: code, FieldName: field, Message: message }];
  return { ErrorCode: code, Message: message, Errors: errors };
}

/** An answer that is an error and nothing else. */
export const ymError = (status: number, code: string, message: string, field?: string): Answer => ({
  status,
  body: { ResponseStatus: errorStatus(code, message, field) },
});

/** Refuses a request that cannot be read. */
export function ymRefuse(message: string, field?: string): never {
  throw new Refusal(ymError(400, 'ArgumentException', message, field));
}

/** Refuses a request for a business reason, in one of the two ways. */
export function ymDecline(how: 'inside' | '400', code: string, message: string, field?: string): never {
  throw new Refusal(ymError(how === 'inside' ? 200 : 400, code, message, field));
}

/** How faults and failures speak in YourMembership. */
export const ymVoice: Voice = {
  serverError: () => ymError(500, 'Exception', 'An error occurred while processing the request.'),
  unauthorized: () => ymError(401, 'Unauthorized', 'Not Authenticated'),
  forbidden: () => ymError(403, 'Forbidden', 'Invalid Permission'),
  conflict: () => ymError(409, 'Conflict', 'The record was changed by another request.'),
  tooMany: () => ymError(429, 'TooManyRequests', 'Too many requests.'),
  notImplemented: () => ymError(501, 'NotImplementedException', 'The method or operation is not implemented.'),
  badRequest: (message) => ymError(400, 'SerializationException', message),
  serviceFailure: (message) => ymError(200, 'Error', message),
  invalid: (complaints) => ymError(400, 'ArgumentException', complaints[0]?.message ?? '', complaints[0]?.field),
};
