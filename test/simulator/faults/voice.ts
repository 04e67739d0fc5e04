import {
  badRequest,
  conflict,
  forbidden,
  httpError,
  invalid,
  notImplemented,
  serverError,
  serviceResponse,
  unauthorized,
} from '../wire/failures.js';
import type { Answer, Complaint } from '../wire/failures.js';

/** The bodies in which one vendor tells a failure. */
export interface Voice {
  serverError(): Answer;
  unauthorized(): Answer;
  forbidden(): Answer;
  conflict(): Answer;
  tooMany(): Answer;
  notImplemented(): Answer;
  badRequest(message: string): Answer;
  /** A failure inside HTTP 200. */
  serviceFailure(message: string): Answer;
  invalid(complaints: Complaint[]): Answer;
}

export const imisVoice: Voice = {
  serverError,
  unauthorized,
  forbidden,
  conflict,
  tooMany: () => httpError(429, 'Too many requests.'),
  notImplemented: () => notImplemented(),
  badRequest,
  serviceFailure: (message) => ({ status: 200, body: serviceResponse(null, { code: 10, message }) }),
  invalid,
};
