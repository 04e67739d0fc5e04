/** A log-in that all calls of one API share: kept while it lasts, made by one caller at a time, not tried again and again. */
import type { Answer } from './answer.js';

export type Failure = Exclude<Answer, { kind: 'ok' }>;
export type Login = { token: string } | { failure: Failure };

export interface Session {
  /** Log-ins tried so far. */
  readonly logins: number;
  /** The token, fetched when there is none. Never throws. */
  token(): Promise<Login>;
  /** Discards this token; another one, fetched in the meantime, stays. */
  drop(token: string | undefined): void;
  /** Forgets token and rejection: for credentials that were put right. */
  forget(): void;
}

/** `lifetimeMs`: how long the token may be used. A failure of kind `forbidden` is a rejection of the credentials. */
export type LogIn = () => Promise<{ token: string; lifetimeMs: number } | { failure: Failure }>;

/** A rejected log-in is not tried again for this long: more tries could lock the account. */
const REJECTED_MS = 600_000;
export const REJECTED = 'not tried again for 10 minutes';

/** `now`: epoch milliseconds. */
export function createSession(logIn: LogIn, now: () => number = Date.now): Session {
  let held: { token: string; until: number } | undefined;
  let rejected: { failure: Failure; until: number } | undefined;
  let running: Promise<Login> | undefined;
  let logins = 0;

  async function renew(): Promise<Login> {
    logins += 1;
    const login = await logIn();
    if ('token' in login) {
      held = { token: login.token, until: now() + login.lifetimeMs };
      return { token: login.token };
    }
    const { failure } = login;
    if (failure.kind === 'forbidden') rejected = { failure, until: now() + REJECTED_MS };
    return { failure };
  }

  return {
    get logins() {
      return logins;
    },
    async token() {
      if (held && now() < held.until) return { token: held.token };
      if (rejected && now() < rejected.until) return { failure: rejected.failure };
      running ??= renew().finally(() => (running = undefined));
      return running;
    },
    drop(token) {
      if (held?.token === token) held = undefined;
    },
    forget() {
      held = undefined;
      rejected = undefined;
    },
  };
}

/** Of an API that the tenant has no account of: every call fails for this reason, before anything is sent. */
export const noSession = (message: string): Session => ({
  logins: 0,
  token: () => Promise.resolve({ failure: { kind: 'forbidden', sent: false, message } }),
  drop: () => undefined,
  forget: () => undefined,
});

export const notSent = (message: string): Failure => ({ kind: 'not-sent', sent: false, message });

/** What a failed log-in means for the call that wanted it, which was never sent. `names`: of the settings. */
export function loginFailure(answer: Failure, names: { credentials: string; address: string }): Failure {
  switch (answer.kind) {
    case 'rejected':
    case 'unauthenticated':
    case 'forbidden': {
      const message = `the log-in was rejected (${answer.message}): check ${names.credentials} of the tenant; ${REJECTED}`;
      return { ...answer, kind: 'forbidden', sent: false, message };
    }
    case 'absent': {
      const message = `nothing answers log-ins there (${answer.message}): check ${names.address} of the tenant`;
      return { ...answer, kind: 'forbidden', sent: false, message };
    }
    case 'throttled':
      return answer;
    case 'not-sent':
    case 'not-available':
    case 'unknown':
      return notSent(`log-in: ${answer.message}`);
  }
}
