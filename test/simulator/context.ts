import type { Actor } from './ledger.js';
import type { SimUser } from './options.js';
import type { Answer } from './wire/failures.js';
import type { Store } from './world/store.js';

/** What a handler gets: one request, read and authenticated. */
export interface Context {
  store: Store;
  actor: Actor;
  user: SimUser;
  method: string;
  /** Query of the address, decoded. */
  query: URLSearchParams;
  /** Parsed JSON body; undefined when there is none. */
  body: unknown;
  /** Outcome of the card gateway that a fault has set for this request. */
  card?: 'declined' | 'voided' | 'charged-not-applied';
}

export type Handler = (context: Context) => Answer;

/** An _execute operation that has a request type of its own instead of GenericExecuteRequest. */
export interface TypedOperation {
  /** Contract of the request, in Commerce. */
  request: string;
  /** Members beside EntityTypeName, OperationName and RequestCulture. */
  members: string[];
  /** It changes nothing, so that a stale read shows in it. */
  reads?: boolean;
  handle: (context: Context, body: Record<string, unknown>) => Answer;
}

/** One entity of the API. A verb without handler answers 405. */
export interface Resource {
  name: string;
  /** Needs the right to bill: `guest` gets 403, and an empty list from a list. */
  billing?: boolean;
  list?: Handler;
  get?: (context: Context, id: string) => Answer;
  post?: Handler;
  put?: (context: Context, id: string) => Answer;
  remove?: (context: Context, id: string) => Answer;
  validate?: Handler;
  /** _execute by OperationName; gets the positional parameters. */
  operations?: Record<string, (context: Context, parameters: unknown[]) => Answer>;
  /** _execute by OperationName, with the typed request. */
  typed?: Record<string, TypedOperation>;
}
