/** What a scripted fault does to the request it hits. "Saved" means: the change was made in the world. */
export type Fault =
  | { kind: '500-before' } // nothing saved, generic 500
  | { kind: '500-after' } // saved, then generic 500
  | { kind: 'drop-before' } // socket destroyed, nothing saved
  | { kind: 'drop-after' } // saved, socket destroyed
  | { kind: 'late'; lateMs: number } // socket destroyed at once, saved lateMs afterwards
  | { kind: 'late-hang'; lateMs: number; from?: 'arrival' | 'close' } // never answers; saved lateMs after arrival or close
  | { kind: 'stale-read'; staleMs: number; answer?: 'ok' | '500' | 'drop' } // saved; reads show the former state for staleMs
  | { kind: 'timeout-before'; holdMs?: number } // holds the answer, nothing saved
  | { kind: 'timeout-after'; holdMs?: number } // saved at once, holds the answer
  | { kind: 'slow'; delayMs: number } // waits, then saves and answers
  | { kind: '401' } // refused, and the token is void from now on
  | { kind: '403' }
  | { kind: '409' }
  | { kind: '429'; retryAfter?: number } // seconds for the Retry-After header; absent: no header
  | { kind: '501' }
  | { kind: 'html-502' } // a proxy's HTML page, nothing saved
  | { kind: 'html-502-after' } // the same, saved
  | { kind: 'false-200' } // answers as a success would, nothing saved
  | { kind: 'truncated-json' } // saved; the body is cut, Content-Length fits the cut body
  | { kind: 'truncated-json-before' } // the same, nothing saved
  | { kind: 'service-failure'; message?: string; saved?: boolean } // HTTP 200 with a failure inside; nothing saved, or all
  | { kind: 'validation-400'; message?: string; field?: string; details?: boolean } // details false: no Errors inside
  | { kind: 'card-declined' } // nothing charged
  | { kind: 'card-voided' } // charged, not applied, voided at the gateway
  | { kind: 'card-charged-not-applied' } // charged, not applied, void failed: open credit is left
  | { kind: 'pause'; when?: 'before' | 'after'; maxMs?: number }; // waits for faults.release(id)

/** Every kind of fault, for checks at run time. */
export const faultKinds: Record<Fault['kind'], true> = {
  '500-before': true,
  '500-after': true,
  'drop-before': true,
  'drop-after': true,
  late: true,
  'late-hang': true,
  'stale-read': true,
  'timeout-before': true,
  'timeout-after': true,
  slow: true,
  '401': true,
  '403': true,
  '409': true,
  '429': true,
  '501': true,
  'html-502': true,
  'html-502-after': true,
  'false-200': true,
  'truncated-json': true,
  'truncated-json-before': true,
  'service-failure': true,
  'validation-400': true,
  'card-declined': true,
  'card-voided': true,
  'card-charged-not-applied': true,
  pause: true,
};

/** Which requests a rule hits. All members given must fit. */
export interface Match {
  method?: string;
  /** A path prefix that ends at a path segment (`/api/Invoice` does not hit InvoiceSummary), or a regular expression
   * on path and query, both decoded. Over HTTP a regular expression is written `/.../`. */
  path?: string | RegExp;
  /** OperationName of an _execute request. */
  operation?: string;
  /** Text that the decoded address or the body must hold, e.g. a party id. */
  contains?: string;
  /** The first hit counts from this matching request on (1 = the first, the default). */
  nth?: number;
  /** How many requests are hit, from the nth on; default 1; 0 means all. */
  times?: number;
}

export interface FaultRule {
  id?: string;
  match: Match;
  fault: Fault;
}

/** A rule as listed: how often it matched, hit, and how many requests it holds paused. */
export interface ActiveRule extends FaultRule {
  id: string;
  matched: number;
  hits: number;
  waiting: number;
}

/** A request as hooks and matchers see it. */
export interface SimRequest {
  callSeq: number;
  method: string;
  /** Decoded path without query. */
  path: string;
  /** Decoded query string without `?`. */
  query: string;
  /** Parsed JSON, or the text of any other body. */
  body: unknown;
  user: string;
}

export type Hook = (request: SimRequest) => void | 'drop' | Promise<void | 'drop'>;
