/** One tenant's YM REST Services: reads that give a body or fail, writes that are sent once and answered as they came out. */
import { type Answer, ReadFailed } from '../http/answer.js';
import { type CallInfo, createHttp } from '../http/http.js';
import { createPace } from '../http/pace.js';
import type { Query } from '../imis/wire/address.js';
import { malformed, type Raw } from '../imis/wire/shape.js';
import type { Tenant } from '../tenants/tenant.js';
import type { YmAccount } from '../tenants/ym-account.js';
import { rowsOf } from './list.js';
import { withResponseStatus } from './response-status.js';
import { createSession, noAccount } from './session.js';

/** How a write is let out: `beforeSend` runs at the last moment and may throw. */
export interface Send {
  beforeSend?: () => void;
}

export interface Ym {
  /** Of the tenant. Throws ReadFailed when it has none. */
  readonly account: YmAccount;
  /** Requests to the API so far, log-ins left out, repeated reads counted. */
  readonly calls: number;
  readonly logins: number;
  /** GET, past the cache. 404 is undefined; a refused session is renewed once. Throws ReadFailed. */
  read(path: string, query?: Query): Promise<unknown>;
  /** A PUT that changes nothing (facts Y3): repeated and timed like a GET. A refused session is renewed once. */
  ask(path: string, body: object): Promise<Answer>;
  /** GET of a list page by page, until a page is not full. Throws ReadFailed. */
  list(path: string, query?: Query): Promise<Raw[]>;
  /** ONE POST, not repeated even on 401. Logs in first; a failing log-in is the answer. Throws what beforeSend throws. */
  write(path: string, body: object, send?: Send): Promise<Answer>;
  /** Discards the session that was refused last: the next call logs in. */
  relogin(): Promise<void>;
  /** Drops all connections. */
  close(): void;
}

export interface YmOptions {
  onCall?: (info: CallInfo) => void;
  /** Epoch milliseconds, for the session's lifetime. */
  now?: () => number;
}

interface Request extends Send {
  query?: Query;
  body?: object;
  reads: boolean;
}

const PAGE_SIZE = 100;
/** A list longer than this is a filter that was ignored, not a list that we want. */
const MAX_PAGES = 500;

export function createYm(tenant: Tenant, options: YmOptions = {}): Ym {
  const http = createHttp({ timeoutMs: tenant.timeoutMs, readTimeoutMs: tenant.readTimeoutMs, onCall: options.onCall });
  const session = createSession(tenant, http, options.now);
  const paced = createPace(tenant.ym?.paceMs ?? 0);
  let refused: string | undefined;

  async function send(method: 'GET' | 'POST' | 'PUT', path: string, request: Request): Promise<Answer> {
    const login = await session.token();
    if ('failure' in login) return login.failure;
    await paced();
    const { body, reads, beforeSend } = request;
    const answer = await http.send({
      method,
      url: addressOf(tenant.ym!, path, request.query),
      entity: path.split('/')[0]!,
      headers: { 'x-ss-id': login.token, ...(body && { 'content-type': 'application/json' }) },
      reads,
      ...(body && { body: JSON.stringify(body) }),
      ...(beforeSend && { beforeSend }),
      meaning: (one) => withResponseStatus(one, reads),
    });
    if (answer.kind === 'unauthenticated') refused = login.token;
    return answer;
  }

  /** A read, again after a log-in when its session was refused. */
  async function look(method: 'GET' | 'PUT', path: string, request: Request): Promise<Answer> {
    const answer = await send(method, path, request);
    if (answer.kind !== 'unauthenticated') return answer;
    session.drop(refused);
    return send(method, path, request);
  }

  async function read(path: string, query?: Query): Promise<unknown> {
    // GETs "with cache" may be served from it (facts Y2).
    const answer = await look('GET', path, { query: { ...query, BypassCache: true }, reads: true });
    if (answer.kind === 'ok') return answer.body;
    if (answer.kind === 'absent') return undefined;
    // An error inside a 200 may pass, as one of HTTP 500 may.
    throw new ReadFailed(answer.kind === 'rejected' && answer.status < 300 ? { ...answer, kind: 'unknown' } : answer);
  }

  async function list(path: string, query: Query = {}): Promise<Raw[]> {
    const all: Raw[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      // Without a list there is no proof that nothing is in it.
      const rows = rowsOf(await read(path, { ...query, PageSize: PAGE_SIZE, PageNumber: page }), path) ?? malformed(`${path} is no list`);
      // A page that is given again means that PageNumber is not minded: then more may be hidden.
      if (page > 1 && rows.length > 0 && JSON.stringify(rows) === JSON.stringify(all.slice(-rows.length))) break;
      all.push(...rows);
      if (rows.length < PAGE_SIZE) return all;
    }
    return malformed(`${path} cannot be read to its end`);
  }

  return {
    get account() {
      if (!tenant.ym) throw new ReadFailed({ kind: 'forbidden', sent: false, message: noAccount(tenant) });
      return tenant.ym;
    },
    get calls() {
      return http.requests - session.logins;
    },
    get logins() {
      return session.logins;
    },
    read,
    ask: (path, body) => look('PUT', path, { body, reads: true }),
    list,
    write: (path, body, more = {}) => send('POST', path, { ...more, body, reads: false }),
    relogin() {
      session.drop(refused);
      return Promise.resolve();
    },
    close: () => http.close(),
  };
}

function addressOf({ baseUrl, clientId }: YmAccount, path: string, query: Query = {}): URL {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/Ams/${clientId}/${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.append(name, String(value));
  return url;
}
