/** The tenant's access token: password grant at `/token` (facts 1.1). One log-in at a time, shared by all callers. */
import type { Answer } from '../http/answer.js';
import type { Http } from '../http/http.js';
import type { Tenant } from '../tenants/tenant.js';
import { isRecord } from './wire/shape.js';

type Failure = Exclude<Answer, { kind: 'ok' }>;
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

/** A token is renewed this long before it expires. */
const EARLY_MS = 10_000;
/** Assumed when the answer names no lifetime (facts 1.1). */
const LIFETIME_S = 3_600;
/** A rejected log-in is not tried again for this long: more tries could lock the account. */
const REJECTED_MS = 600_000;
const CURE = 'check IMIS_USERNAME and IMIS_PASSWORD of the tenant';

export function createSession(tenant: Tenant, http: Http, now: () => number = Date.now): Session {
  const url = new URL(`${tenant.baseUrl.replace(/\/+$/, '')}/token`);
  let held: { token: string; until: number } | undefined;
  let rejected: { failure: Failure; until: number } | undefined;
  let running: Promise<Login> | undefined;
  let logins = 0;

  async function login(): Promise<Login> {
    logins += 1;
    const form = { grant_type: 'password', username: tenant.username, password: tenant.password };
    const answer = await http.send({
      method: 'POST',
      url,
      entity: 'token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    if (answer.kind === 'ok') {
      const { token, seconds } = readToken(answer.body);
      if (token === undefined) return { failure: notSent('the log-in was answered without a token') };
      held = { token, until: now() + seconds * 1000 - EARLY_MS };
      return { token };
    }
    const failure = loginFailure(answer);
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
      running ??= login().finally(() => (running = undefined));
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

const notSent = (message: string): Failure => ({ kind: 'not-sent', sent: false, message });

/** What a failed log-in means for the call that wanted it: the call itself was never sent. */
function loginFailure(answer: Failure): Failure {
  switch (answer.kind) {
    // ASI's client, too, takes any refusal of the token address as "not authenticated" (facts 1.1).
    case 'rejected':
    case 'unauthenticated':
    case 'forbidden': {
      const message = `the log-in was rejected (${answer.message}): ${CURE}; not tried again for 10 minutes`;
      return { kind: 'forbidden', sent: false, status: answer.status, message };
    }
    case 'absent': {
      const message = `no token address (${answer.message}): check IMIS_BASE_URL of the tenant`;
      return { kind: 'forbidden', sent: false, status: answer.status, message };
    }
    case 'throttled':
      return answer;
    case 'not-sent':
    case 'not-available':
    case 'unknown':
      return notSent(`log-in: ${answer.message}`);
  }
}

function readToken(body: unknown): { token?: string; seconds: number } {
  const fields = isRecord(body) ? body : {};
  const token = typeof fields.access_token === 'string' && fields.access_token !== '' ? fields.access_token : undefined;
  const seconds = Number(fields.expires_in);
  return { token, seconds: seconds > 0 ? seconds : LIFETIME_S };
}
