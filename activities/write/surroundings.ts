import type { Call } from '../../workflows/contracts/reply.js';
import type { Claims } from './claims.js';

/** What the process that holds a tenant's slot knows and allows. Durations in milliseconds. */
export interface Surroundings {
  settleMs: number;
  /** W: a write is sent at most this long after an acknowledgement that the server accepted. */
  windowMs: number;
  /** How long a step is tried before it ends as unavailable. */
  patienceMs: number;
  claims: Claims;
  /** How long nothing may be written yet: after an unclean takeover, or while the slot is not ours. 0: go on. */
  quarantineMs(): number;
  /** In quarantine no rival of this installation can have written since the crash. */
  inQuarantine(): boolean;
  relogin(): Promise<void>;
  /** Which flow of ours made what stands there. */
  makers?: Makers;
}

export interface Makers {
  made(targets: string[], by: Call): void;
  /** Why an earlier run of the same key may have left what stands there. */
  leftover(call: Call, targets: string[]): Promise<string | undefined>;
  /** The flow that made it and has not ended. */
  open(call: Call, targets: string[]): Promise<string | undefined>;
}
