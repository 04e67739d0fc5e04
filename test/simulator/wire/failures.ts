import { collection, data } from './json.js';
import type { Json, JsonObject } from './json.js';

/** What a request is answered with. `body` undefined: no body at all. */
export interface Answer {
  status: number;
  /** ReasonPhrase; iMIS gives it a meaning for 400 and 501. */
  reason?: string;
  body?: Json;
  headers?: Record<string, string>;
}

/** One complaint of a ValidationResultsData. */
export interface Complaint {
  message: string;
  field?: string;
}

/** Thrown by rules and handlers; the server answers with it and takes back what the handler changed. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`HTTP ${answer.status}`);
    this.answer = answer;
  }
}

/** `{ "$type": HttpError, "Message": ... }`, the body ASP.NET Web API writes for its own refusals. */
export function httpError(status: number, message: string, reason?: string): Answer {
  return {
    status,
    ...(reason ? { reason } : {}),
    body: { $type: 'System.Web.Http.HttpError, System.Web.Http', Message: message },
  };
}

export const unauthorized = (): Answer => httpError(401, 'Authorization has been denied for this request.');
export const forbidden = (): Answer => httpError(403, 'Access is denied.');
export const notFound = (what: string): Answer => httpError(404, `${what} was not found.`);
export const serverError = (): Answer => httpError(500, 'An error occurred. Please contact the administrator.');
export const notImplemented = (what: 'Operation' | 'Service' = 'Operation'): Answer =>
  httpError(501, `${what} not implemented`, `${what} not implemented`);
export const conflict = (): Answer => httpError(409, 'An item with the same key has already been added.');
export const wrongVerb = (method: string): Answer =>
  httpError(405, `The requested resource does not support http method '${method}'.`);
export const badRequest = (message: string): Answer => httpError(400, message, 'Bad Request');

/** ValidationResultsData with Errors and Warnings, the only members on the wire. */
export function validationResults(complaints: Complaint[]): JsonObject {
  const items = complaints.map(({ message, field }) =>
    data('Core', 'ValidationResultData', { FieldName: field, Message: message }),
  );
  return data('Core', 'ValidationResultsData', {
    Errors: collection('Core', 'ValidationResultDataCollection', items),
    Warnings: collection('Core', 'ValidationResultDataCollection', []),
  });
}

/** 400 `Validation error`. An empty list is what integrators call "validation error with no details". */
export function invalid(complaints: Complaint[]): Answer {
  return { status: 400, reason: 'Validation error', body: validationResults(complaints) };
}

/** Refuses the request with one validation message. */
export function refuse(message: string, field?: string): never {
  throw new Refusal(invalid([{ message, ...(field ? { field } : {}) }]));
}

/** A ServiceResponse of the type `of`, every member written even when zero or null. In an object-typed one a primitive
 * `result` is boxed by the caller. */
export function serviceResponse(
  result: Json,
  failure?: { code: number; message: string; complaints?: Complaint[] },
  of = 'System.Object, mscorlib',
): JsonObject {
  return {
    $type: `Asi.Soa.Core.DataContracts.ServiceResponse\`1[[${of}]], Asi.Contracts`,
    StatusCode: failure?.code ?? 0,
    IsSuccessStatusCode: !failure,
    Message: failure?.message ?? null,
    ReasonPhrase: failure ? failure.message : null,
    Result: failure ? null : result,
    ValidationResults: failure?.complaints ? validationResults(failure.complaints) : null,
    IsCachedResult: false,
    BrowserCacheDuration: 0,
  };
}
