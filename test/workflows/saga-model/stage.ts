/** Where a world is played: the SDK's runtime without a server (machine.ts), or a real server (server.ts). */
import type { Verb } from '../../../workflows/contracts/names.js';
import type { Call } from '../../../workflows/contracts/reply.js';
import type { Report } from '../../../workflows/contracts/report.js';
import type { Answer } from './api.js';
import type { Said } from './model-verbs.js';

export interface Spoken {
  verb: Verb;
  said: Said;
  twice: boolean;
}

/** What comes to the workflow at one moment. */
export interface Batch {
  words: Spoken[];
  cancel: boolean;
  /** Of the call that is under way. */
  answer?: Answer;
}

/** Records that a flow says it has made and not undone are asked for while it is parked. */
export type Seen =
  | { at: 'call'; call: Call }
  | { at: 'parked'; report: Report; effects: string[] }
  /** `failure`: type of the failure with which the run ended. */
  | { at: 'closed'; report: Report; failure?: string };

export interface Delivered {
  seen: Seen;
  /** Of each word, whether it was taken. */
  taken: boolean[];
}

export interface Stage {
  begin(): Promise<Seen>;
  deliver(batch: Batch): Promise<Delivered>;
  /** The worker is killed; whatever goes on is a replay. Answers with what is wrong. */
  evict(): Promise<string[]>;
  close(): Promise<void>;
}
