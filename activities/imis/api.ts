/** One tenant's iMIS API: reads that give a body or fail, writes that are sent once and answered as they came out. */
import { type Answer, ReadFailed } from '../http/answer.js';
import { type CallInfo, createHttp } from '../http/http.js';
import type { Tenant } from '../tenants/tenant.js';
import { createSession } from './session.js';
import { apiUrl, type Query } from './wire/address.js';
import { readPage } from './wire/paged.js';
import { malformed, type Raw } from './wire/shape.js';

/** How a write is let out: `beforeSend` runs at the last moment and may throw, `signal` breaks it off. */
export interface Send {
  beforeSend?: () => void;
  signal?: AbortSignal;
}

export interface WriteRequest extends Send {
  query?: Query;
  body?: unknown;
  /** May a good answer be empty? Default: for DELETE only. */
  emptyOk?: boolean;
}

export interface Imis {
  readonly tenant: Tenant;
  /** Requests to the API so far, log-ins left out, repeated reads counted. */
  readonly calls: number;
  readonly logins: number;
  /** GET. 404 is undefined; a refused token is renewed once. Throws ReadFailed. */
  read<T = unknown>(path: string, query?: Query, signal?: AbortSignal): Promise<T | undefined>;
  /** GET of a list, all its pages. `check` sees each page before the next is asked for, and may throw. */
  list(path: string, query?: Query, check?: (rows: Raw[]) => void): Promise<Raw[]>;
  /** ONE request, not repeated even on 401. Logs in first; a failing log-in is the answer. Throws what beforeSend throws. */
  write(method: 'POST' | 'PUT' | 'DELETE', path: string, request?: WriteRequest): Promise<Answer>;
  /** Discards the token that was refused last: the next call logs in. */
  relogin(): Promise<void>;
  /** Forgets a rejected log-in, after the credentials were put right. */
  forgetLogin(): void;
  /** Drops all connections. */
  close(): void;
}

export interface ImisOptions {
  onCall?: (info: CallInfo) => void;
  /** Rows asked for at a time, 100 to 500 (facts 2.3). */
  pageSize?: number;
  /** Epoch milliseconds, for the token's lifetime. */
  now?: () => number;
}

const PAGE_SIZE = 500;
/** A list longer than this is a filter that was ignored, not a list that we want. */
const MAX_PAGES = 200;

export function createImis(tenant: Tenant, options: ImisOptions = {}): Imis {
  const http = createHttp({ timeoutMs: tenant.timeoutMs, readTimeoutMs: tenant.readTimeoutMs, onCall: options.onCall });
  const session = createSession(tenant, http, options.now);
  const limit = Math.min(Math.max(options.pageSize ?? PAGE_SIZE, 100), PAGE_SIZE);
  let refused: string | undefined;

  async function send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, request: WriteRequest): Promise<Answer> {
    const login = await session.token();
    if ('failure' in login) return login.failure;
    const answer = await http.send({
      method,
      url: apiUrl(tenant.baseUrl, path, request.query),
      entity: path.split('/')[0] ?? path,
      headers: {
        authorization: `Bearer ${login.token}`,
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      emptyOk: request.emptyOk ?? method === 'DELETE',
      beforeSend: request.beforeSend,
      signal: request.signal,
    });
    if (answer.kind === 'unauthenticated') refused = login.token;
    return answer;
  }

  async function read<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T | undefined> {
    let answer = await send('GET', path, { query, signal });
    if (answer.kind === 'unauthenticated') {
      session.drop(refused);
      answer = await send('GET', path, { query, signal });
    }
    if (answer.kind === 'ok') return answer.body as T;
    if (answer.kind === 'absent') return undefined;
    throw new ReadFailed(answer);
  }

  async function list(path: string, query: Query = {}, check?: (rows: Raw[]) => void): Promise<Raw[]> {
    const all: Raw[] = [];
    let offset = 0;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const body = await read(path, { ...query, Limit: limit, ...(offset > 0 && { Offset: offset }) });
      // Without a list there is no proof that nothing is in it.
      if (body === undefined) return malformed(`${path} answered a list with 404`);
      const { rows, next } = readPage(body, offset);
      check?.(rows);
      all.push(...rows);
      if (next === 0) return all;
      offset = next;
    }
    return malformed(`${path} is longer than ${MAX_PAGES * limit} rows`);
  }

  return {
    tenant,
    get calls() {
      return http.requests - session.logins;
    },
    get logins() {
      return session.logins;
    },
    read,
    list,
    write: (method, path, request = {}) => send(method, path, request),
    relogin() {
      session.drop(refused);
      return Promise.resolve();
    },
    forgetLogin: () => session.forget(),
    close: () => http.close(),
  };
}
