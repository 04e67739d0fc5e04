import type { Fault } from '../index.js';
import type { Reply } from './client.js';

/** What each fault of a write does: the status that the caller sees, and whether the change is saved. */
export const writeFaults: [Fault, number | 'lost', boolean][] = [
  [{ kind: '500-before' }, 500, false],
  [{ kind: '500-after' }, 500, true],
  [{ kind: 'drop-before' }, 'lost', false],
  [{ kind: 'drop-after' }, 'lost', true],
  [{ kind: 'late', lateMs: 20 }, 'lost', true],
  [{ kind: 'stale-read', staleMs: 10, answer: '500' }, 500, true],
  [{ kind: 'timeout-before', holdMs: 10 }, 'lost', false],
  [{ kind: 'timeout-after', holdMs: 10 }, 'lost', true],
  [{ kind: 'slow', delayMs: 10 }, 200, true],
  [{ kind: '401' }, 401, false],
  [{ kind: '403' }, 403, false],
  [{ kind: '409' }, 409, false],
  [{ kind: '429' }, 429, false],
  [{ kind: '501' }, 501, false],
  [{ kind: 'html-502' }, 502, false],
  [{ kind: 'html-502-after' }, 502, true],
  [{ kind: 'false-200' }, 200, false],
  [{ kind: 'truncated-json' }, 200, true],
  [{ kind: 'truncated-json-before' }, 200, false],
  [{ kind: 'service-failure' }, 200, false],
  [{ kind: 'validation-400' }, 400, false],
  [{ kind: 'pause', maxMs: 10 }, 200, true],
];

/** Status of the answer, or that none came. */
export const statusOf = async (answer: Promise<Reply>): Promise<number | 'lost'> =>
  (await answer.catch(() => undefined))?.status ?? 'lost';
