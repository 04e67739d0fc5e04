import { randomUUID } from 'node:crypto';
import type { Ledger } from './ledger.js';
import type { SimUser, TenantSwitches } from './options.js';
import type { Answer } from './wire/failures.js';

interface Token {
  user: SimUser;
  expires: number;
}

const refusal = (description: string): Answer => ({
  status: 400,
  body: { error: 'invalid_grant', error_description: description },
});

/** Logins and bearer tokens of one simulator. */
export class Auth {
  private readonly users: readonly SimUser[];
  private readonly ledger: Ledger;
  private readonly switches: TenantSwitches;
  private readonly seconds: number;
  private readonly tokens = new Map<string, Token>();
  private readonly failures = new Map<string, number>();

  constructor(users: readonly SimUser[], ledger: Ledger, switches: TenantSwitches, seconds: number) {
    this.users = users;
    this.ledger = ledger;
    this.switches = switches;
    this.seconds = seconds;
  }

  /** POST /token: the password grant. Wrong credentials and a locked user are 400 `invalid_grant`. */
  login(form: URLSearchParams, callSeq: number): Answer {
    if (form.get('grant_type') !== 'password') {
      return { status: 400, body: { error: 'unsupported_grant_type' } };
    }
    const name = form.get('username') ?? '';
    const user = this.users.find((one) => one.name === name);
    const failed = this.failures.get(name) ?? 0;
    const actor = { user: user?.name ?? 'unknown', callSeq };
    if (failed >= this.switches.lockAfter) return refusal('The account is locked.');
    if (!user || user.password !== form.get('password')) {
      this.failures.set(name, failed + 1);
      this.ledger.add(actor, { kind: 'login.failed' });
      if (failed + 1 >= this.switches.lockAfter) this.ledger.add(actor, { kind: 'login.locked' });
      return refusal('The user name or password is incorrect.');
    }
    this.failures.delete(name);
    const token = randomUUID();
    const now = Date.now();
    const expires = now + this.seconds * 1000;
    this.tokens.set(token, { user, expires });
    this.ledger.add(actor, { kind: 'token.issued' });
    const body = {
      access_token: token,
      token_type: 'bearer',
      expires_in: this.seconds,
      userName: user.name,
      '.issued': new Date(now).toUTCString(),
      '.expires': new Date(expires).toUTCString(),
    };
    return { status: 200, body };
  }

  /** The user of an Authorization header; undefined when it holds no living token. */
  userOf(authorization: string | undefined): SimUser | undefined {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    const found = token === undefined ? undefined : this.tokens.get(token);
    return found && found.expires > Date.now() ? found.user : undefined;
  }

  /** Makes the token of this header void. */
  revoke(authorization: string | undefined): void {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token !== undefined) this.tokens.delete(token);
  }

  /** Forgets every token and failed login. */
  clear(): void {
    this.tokens.clear();
    this.failures.clear();
  }
}
