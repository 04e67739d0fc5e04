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
}
