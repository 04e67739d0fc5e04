/** One tenant's iMIS API: reads that give a body or fail, writes that are sent once and answered as they came out. */
import { type Answer, ReadFailed } from '../http/answer.js';
import { type CallInfo, createHttp } from '../http/http.js';
import { createPace } from '../http/pace.js';
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

/** What leaves: a write, or a POST that only reads. */
type Request = WriteRequest & { reads?: boolean };
/** `next`: offset of the page after this one; 0: it was the last. */
type OnPage = (rows: Raw[], next: number) => void | Promise<void>;

/** Reading a long list in parts. */
export interface Paging {
  /** Offset to begin at: what an earlier reading was told as the next. Rows may have moved meanwhile. */
  from?: number;
  /** After the rows of a page; `next` is the offset of the page after it, 0 after the last. What it throws is thrown. */
  onPageEnd?(next: number): void | Promise<void>;
}

export interface Imis {
  readonly tenant: Tenant;
  /** Requests to the API so far, log-ins left out, repeated reads counted. */
  readonly calls: number;
  readonly logins: number;
  /** GET. 404 is undefined; a refused token is renewed once. Throws ReadFailed. */
  read<T = unknown>(path: string, query?: Query, signal?: AbortSignal): Promise<T | undefined>;
  /** POST of an operation that only reads: repeated and timed like a GET. Throws ReadFailed, on 404 as well. */
  ask<T = unknown>(path: string, body: unknown): Promise<T>;
  /** GET of a list page by page, none is kept: the next is asked for when `onPage` has ended. Throws what it throws. */
  pages(path: string, query: Query, onPage: OnPage, from?: number): Promise<void>;
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
/** A list that is streamed may be as long as the largest billing run; this only ends one that never would. */
const MAX_STREAMED_PAGES = 20_000;

export function createImis(tenant: Tenant, options: ImisOptions = {}): Imis {
  const http = createHttp({ timeoutMs: tenant.timeoutMs, readTimeoutMs: tenant.readTimeoutMs, onCall: options.onCall });
  const session = createSession(tenant, http, options.now);
  const paced = createPace(tenant.paceMs);
  const limit = Math.min(Math.max(options.pageSize ?? PAGE_SIZE, 100), PAGE_SIZE);
  let refused: string | undefined;

  async function send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, request: Request): Promise<Answer> {
    const login = await session.token();
    if ('failure' in login) return login.failure;
    await paced();
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
      reads: request.reads,
      beforeSend: request.beforeSend,
      signal: request.signal,
    });
    if (answer.kind === 'unauthenticated') refused = login.token;
    return answer;
  }

  /** A read, again after a log-in when its token was refused. */
  async function look(method: 'GET' | 'POST', path: string, request: Request): Promise<Answer> {
    const answer = await send(method, path, request);
    if (answer.kind !== 'unauthenticated') return answer;
    session.drop(refused);
    return send(method, path, request);
  }

  async function read<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T | undefined> {
    const answer = await look('GET', path, { query, signal });
    if (answer.kind === 'ok') return answer.body as T;
    if (answer.kind === 'absent') return undefined;
    throw new ReadFailed(answer);
  }

  async function ask<T>(path: string, body: unknown): Promise<T> {
    const answer = await look('POST', path, { body, reads: true });
    if (answer.kind === 'ok') return answer.body as T;
    throw new ReadFailed(answer);
  }

  async function walk(most: number, path: string, query: Query, onPage: OnPage, from = 0): Promise<void> {
    let offset = from;
    for (let page = 0; page < most; page += 1) {
      const body = await read(path, { ...query, Limit: limit, ...(offset > 0 && { Offset: offset }) });
      // Without a list there is no proof that nothing is in it.
      if (body === undefined) return malformed(`${path} answered a list with 404`);
      const { rows, next } = readPage(body, offset);
      await onPage(rows, next);
      if (next === 0) return;
      offset = next;
    }
    return malformed(`${path} is longer than ${most * limit} rows`);
  }

  async function list(path: string, query: Query = {}, check?: (rows: Raw[]) => void): Promise<Raw[]> {
    const all: Raw[] = [];
    await walk(MAX_PAGES, path, query, (rows) => {
      check?.(rows);
      all.push(...rows);
    });
    return all;
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
    ask,
    pages: (path, query, onPage, from) => walk(MAX_STREAMED_PAGES, path, query, onPage, from),
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
