/** One attempt of the protocol with everything around it said beforehand. */
import type { Answer } from '../../../activities/http/answer.js';
import { ReadFailed } from '../../../activities/http/answer.js';
import type { Attempt } from '../../../activities/write/attempt.js';
import { Claims } from '../../../activities/write/claims.js';
import { exactlyOnce } from '../../../activities/write/protocol.js';
import type { Surroundings } from '../../../activities/write/surroundings.js';
import { ownerOf, type LookContext, type Sight, type Write } from '../../../activities/write/write.js';
import { VERSION, type Call, type Reply } from '../../../workflows/contracts/reply.js';

export const SETTLE = 2400;
export const T0 = 1_000_000;

export const OK: Answer = { kind: 'ok', sent: true, status: 200, body: null };
export const LOST: Answer = { kind: 'unknown', sent: true, message: 'dropped' };
export const REFUSED: Answer = { kind: 'rejected', sent: true, status: 400, message: 'no' };
export const NO_TOKEN: Answer = { kind: 'unauthenticated', sent: false, status: 401, message: 'no token' };
export const BUSY: Answer = { kind: 'throttled', sent: false, status: 429, message: 'slowly', retryAfterMs: 900 };

type Seen = Sight<null, string>;
type Failure = ReadFailed['answer'];
export type Look = Seen | Failure | 'there';

export const NONE: Seen = { change: 'none', before: 'image', evidence: 'off' };
export const SHUT: Seen = { change: 'blocked', outcome: 'rejected', evidence: 'shut' };
export const FAILS: Failure = { kind: 'unknown', sent: true, message: 'reading failed' };

/** Details that earlier attempts have left. */
export const quiet = (attempt: number, since = T0) => ({
  v: VERSION,
  quiet: attempt,
  since,
  sends: 1,
  before: 'image',
});
export const SENDING = { v: VERSION, sending: true, since: 0, sends: 1, before: 'image' };
/** Attempt 3, with nothing on its way any more. */
export const SETTLED = { number: 3, currentScheduled: T0 + SETTLE, details: quiet(2) };

export interface Script {
  looks: Look[];
  sends?: Answer[];
  attempt?: Partial<Attempt>;
  around?: Partial<Surroundings>;
  call?: Partial<Call<null, string>>;
  write?: Partial<Write<null, string, null>>;
  marker?: string;
}

export interface Played {
  reply?: Reply<null, string>;
  error?: Error & { kind?: string; delayMs?: number };
  /** What happened, in order: `look`, `send`, `relogin`, and the details that were acknowledged. */
  steps: unknown[];
}

export function surroundings(more: Partial<Surroundings> = {}): Surroundings {
  return {
    settleMs: SETTLE,
    windowMs: 400,
    patienceMs: 10_000,
    claims: new Claims({ now: () => 0 }),
    quarantineMs: () => 0,
    inQuarantine: () => false,
    relogin: () => Promise.resolve(),
    ...more,
  };
}

export async function play(script: Script): Promise<Played> {
  const steps: unknown[] = [];
  const { looks, sends = [OK], call, marker = 'DF' } = script;
  const next = { looks: [...looks], sends: [...sends] };
  const write: Write<null, string, null> = {
    targets: () => ['record:1'],
    look: (context) => {
      steps.push('look');
      return Promise.resolve().then(() => see(next.looks.shift(), context));
    },
    send: (_context, { beforeSend }) => {
      beforeSend();
      steps.push('send');
      return Promise.resolve(next.sends.shift()!);
    },
    ...script.write,
  };
  const attempt: Attempt = {
    run: 'run',
    number: 1,
    scheduled: T0,
    currentScheduled: T0,
    details: undefined,
    acknowledge: (details) => {
      steps.push(details);
      return Promise.resolve();
    },
    acknowledgedAgo: () => 0,
    ranFor: () => 0,
    cancelRequested: () => Promise.resolve(false),
    ...script.attempt,
  };
  const around = surroundings({
    relogin: () => {
      steps.push('relogin');
      return Promise.resolve();
    },
    ...script.around,
  });
  const whole = { v: VERSION, tenant: 't', key: 'k', step: 's', input: null, prior: 'none' as const, ...call };
  try {
    return { reply: await exactlyOnce(write, whole, marker, attempt, around), steps };
  } catch (error) {
    return { error: error as Error, steps };
  }
}

function see(look: Look | undefined, context: LookContext<null, string>): Seen {
  if (look === undefined) throw new Error('one look more than was thought of');
  if (look === 'there') return { change: 'there', owner: ownerOf(context, {}), result: null, evidence: 'on' };
  if ('change' in look) return look;
  throw new ReadFailed(look);
}
