/** The tenant's access token: password grant at `/token` (facts 1.1). */
import type { Http } from '../http/http.js';
import { createSession as keep, loginFailure, noSession, notSent, type LogIn, type Session } from '../http/session.js';
import { hasImis, type Tenant } from '../tenants/tenant.js';
import { isRecord } from './wire/shape.js';

/** A token is renewed this long before it expires. */
const EARLY_MS = 10_000;
/** Assumed when the answer names no lifetime (facts 1.1). */
const LIFETIME_S = 3_600;
const NAMES = { credentials: 'IMIS_USERNAME and IMIS_PASSWORD', address: 'IMIS_BASE_URL' };

export function createSession(tenant: Tenant, http: Http, now?: () => number): Session {
  if (!hasImis(tenant)) return noSession(`tenant "${tenant.name}" has no iMIS: set IMIS_BASE_URL, IMIS_USERNAME and IMIS_PASSWORD`);
  const url = new URL(`${tenant.baseUrl.replace(/\/+$/, '')}/token`);
  const logIn: LogIn = async () => {
    const form = { grant_type: 'password', username: tenant.username, password: tenant.password };
    const answer = await http.send({
      method: 'POST',
      url,
      entity: 'token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    // ASI's client, too, takes any refusal of the token address as "not authenticated" (facts 1.1).
    if (answer.kind !== 'ok') return { failure: loginFailure(answer, NAMES) };
    const { token, seconds } = readToken(answer.body);
    if (token === undefined) return { failure: notSent('the log-in was answered without a token') };
    return { token, lifetimeMs: seconds * 1000 - EARLY_MS };
  };
  return keep(logIn, now);
}

function readToken(body: unknown): { token?: string; seconds: number } {
  const fields = isRecord(body) ? body : {};
  const token = typeof fields.access_token === 'string' && fields.access_token !== '' ? fields.access_token : undefined;
  const seconds = Number(fields.expires_in);
  return { token, seconds: seconds > 0 ? seconds : LIFETIME_S };
}
