/** The session of YourMembership: POST /Ams/Authenticate, then the header X-SS-ID (facts Y1). */
import type { Http } from '../http/http.js';
import { createSession as keep, loginFailure, noSession, notSent, type LogIn, type Session } from '../http/session.js';
import { isRecord } from '../imis/wire/shape.js';
import type { Tenant } from '../tenants/tenant.js';
import type { YmAccount } from '../tenants/ym-account.js';

/** A session lasts about 15 minutes; whether calls prolong it is not known (facts Y1). */
const LIFETIME_MS = 14 * 60_000;
const NAMES = { credentials: 'YM_CLIENT_ID, YM_API_KEY and YM_API_PASSWORD (and try the other YM_LOGIN_ORDER)', address: 'YM_BASE_URL' };

export const noAccount = ({ name }: Tenant): string => `tenant "${name}" has no YourMembership: set YM_CLIENT_ID, YM_API_KEY and YM_API_PASSWORD`;

export function createSession(tenant: Tenant, http: Http, now?: () => number): Session {
  const { ym } = tenant;
  if (!ym) return noSession(noAccount(tenant));
  const logIn: LogIn = async () => {
    const answer = await http.send({
      method: 'POST',
      url: new URL(`${ym.baseUrl.replace(/\/+$/, '')}/Ams/Authenticate`),
      entity: 'Authenticate',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials(ym)),
    });
    // A refusal has FailedLoginReason "None" and ErrorCode "None" all the same (facts Y1): its HTTP status tells.
    if (answer.kind !== 'ok') return { failure: loginFailure(answer, NAMES) };
    const { SessionId: token, FailedLoginReason: reason } = isRecord(answer.body) ? answer.body : {};
    if (typeof reason === 'string' && reason !== '' && reason !== 'None')
      return { failure: loginFailure({ kind: 'rejected', sent: true, status: answer.status, message: reason }, NAMES) };
    if (typeof token !== 'string' || token === '') return { failure: notSent('the log-in was answered without a SessionId') };
    return { token, lifetimeMs: LIFETIME_MS };
  };
  return keep(logIn, now);
}

function credentials({ clientId, apiKey, apiPassword, loginOrder }: YmAccount): object {
  const [UserName, Password] = loginOrder === 'keyFirst' ? [apiKey, apiPassword] : [apiPassword, apiKey];
  return { provider: 'credentials', UserName, Password, UserType: 'Admin', ClientID: clientId };
}
