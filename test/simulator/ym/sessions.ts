import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Ledger } from '../ledger.js';
import type { SimUser, TenantSwitches } from '../options.js';
import type { Answer } from '../wire/failures.js';
import { isObject } from '../wire/json.js';
import { ymError } from './answer.js';
import { ymClientId } from './store.js';

interface Session {
  user: SimUser;
  /** When it began, or was last used where sessions slide. */
  since: number;
}

/** The 401 of a login, word for word (facts Y1): FailedLoginReason and ErrorCode say None. */
const refusal = (reason = 'None'): Answer => ({
  status: 401,
  body: {
    ClientID: 0,
    MemberID: 0,
    FailedLoginReason: reason,
    ResponseStatus: { ErrorCode: 'None', Message: 'Invalid username/password combination.' },
  },
});

const sessionId = (headers: IncomingHttpHeaders): string => String(headers['x-ss-id'] ?? '');

/** Logins and sessions (`X-SS-ID`) of one simulator. API keys and passwords are the users of the simulator. */
export class YmSessions {
  private readonly users: readonly SimUser[];
  private readonly ledger: Ledger;
  private readonly switches: TenantSwitches;
  private readonly sessions = new Map<string, Session>();
  private readonly failures = new Map<string, number>();

  constructor(users: readonly SimUser[], ledger: Ledger, switches: TenantSwitches) {
    this.users = users;
    this.ledger = ledger;
    this.switches = switches;
  }

  /** POST /Ams/Authenticate (Y1): API key in UserName, API password in Password, ClientID as a number. */
  login(body: unknown, callSeq: number): Answer {
    if (!isObject(body)) return ymError(400, 'SerializationException', 'The body must be a JSON object.');
    if (typeof body.ClientID !== 'number')
      return ymError(400, 'SerializationException', 'ClientID must be a number.', 'ClientID');
    const name = String(body.UserName ?? body.Username ?? '');
    const failed = this.failures.get(name) ?? 0;
    if (failed >= this.switches.lockAfter) return refusal('AccountLockedOut');
    const user = this.users.find((one) => one.name === name && one.password === body.Password);
    if (!user || body.UserType !== 'Admin' || body.ClientID !== ymClientId) return this.failedLogin(name, failed, callSeq);
    this.failures.delete(name);
    const id = randomBytes(15).toString('base64url');
    this.sessions.set(id, { user, since: Date.now() });
    this.ledger.add({ user: user.name, callSeq }, { kind: 'ym.session' });
    const account = { ClientID: ymClientId, MemberID: 0, FailedLoginReason: 'None' };
    return { status: 200, body: { ...account, UserId: user.name, SessionId: id, ResponseStatus: {} } };
  }

  /** The user of a living session. Where sessions slide, `use` begins its life again. */
  userOf(headers: IncomingHttpHeaders, use = false): SimUser | undefined {
    const session = this.sessions.get(sessionId(headers));
    if (!session || Date.now() - session.since > this.switches.ymSessionSeconds * 1000) return undefined;
    if (use && this.switches.ymSession === 'sliding') session.since = Date.now();
    return session.user;
  }

  /** Ends the session of this header, however young. */
  revoke(headers: IncomingHttpHeaders): void {
    this.sessions.delete(sessionId(headers));
  }

  clear(): void {
    this.sessions.clear();
    this.failures.clear();
  }

  private failedLogin(name: string, failed: number, callSeq: number): Answer {
    this.failures.set(name, failed + 1);
    const actor = { user: this.users.find((one) => one.name === name)?.name ?? 'unknown', callSeq };
    this.ledger.add(actor, { kind: 'login.failed' });
    if (failed + 1 >= this.switches.lockAfter) this.ledger.add(actor, { kind: 'login.locked' });
    return refusal();
  }
}
