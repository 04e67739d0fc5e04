/** Heartbeat details of a write: what the next attempt learns when this one is lost (write-protocol sections 1.4 and 2). */
import { VERSION } from '../../workflows/contracts/reply.js';

export interface Details {
  v: number;
  /** Number of the attempt that closed with nothing sent since `since`. Never "sent": a lost record then costs time, not safety. */
  quiet?: number;
  /** Server time at which the attempt that opened the quiet round was scheduled; 0: nothing was ever sent. */
  since: number;
  /** Written right before a send. Its absence proves nothing; its presence helps to tell whose effect is seen. */
  sending?: boolean;
  before?: unknown;
  /** Sends that were announced, less those that were refused before they went out. */
  sends: number;
}

/** Reads details of an earlier attempt. Undefined for none; an unknown form counts as "may have been sent". */
export function readDetails(raw: unknown): Details | undefined {
  if (raw === undefined || raw === null) return undefined;
  const details = raw as Partial<Details>;
  if (details.v !== VERSION || typeof details.since !== 'number' || typeof details.sends !== 'number') return { v: VERSION, since: 0, sends: 1 };
  return details as Details;
}
