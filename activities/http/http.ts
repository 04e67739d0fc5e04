/** The one HTTP client. Writes are sent once; reads are tried twice. Bodies are never logged. */
import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { performance } from 'node:perf_hooks';
import got, { type Got } from 'got';
import type { Answer } from './answer.js';
import { classifyError, classifyResponse } from './classify.js';
import { whenOnTheWire } from './on-the-wire.js';

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: URL;
  /** What is called, for metrics: `Subscription`, `token`. */
  entity: string;
  headers?: Record<string, string>;
  body?: string;
  /** May a good answer be empty? */
  emptyOk?: boolean;
  /** Does it only read? Then it has the time-out of a read and is tried twice. Default: for GET only. */
  reads?: boolean;
  /** Called once at the last moment before the request leaves; what it throws is thrown by `send`, nothing is sent. */
  beforeSend?: () => void;
  signal?: AbortSignal;
  /** What an answer means where its status does not tell. */
  meaning?: (answer: Answer) => Answer;
}

/** One call, for metrics, traces and logs; holds no personal data. */
export interface CallInfo {
  method: string;
  entity: string;
  kind: Answer['kind'];
  status?: number;
  ms: number;
}

export interface HttpSettings {
  /** Time-out of a write, milliseconds. */
  timeoutMs: number;
  readTimeoutMs: number;
  /** Free sockets are dropped after this idle time: one that the server has closed gives a false `unknown`. */
  idleMs?: number;
  /** Each of DNS, connect and TLS. */
  connectMs?: number;
  onCall?: (info: CallInfo) => void;
}

export interface Http {
  /** Requests that were begun, retries of reads included. */
  readonly requests: number;
  /** Makes one call. Throws only what `beforeSend` throws. */
  send(call: Call): Promise<Answer>;
  close(): void;
}

const IDLE_MS = 4_000;
const CONNECT_MS = 1_000;

export function createHttp(settings: HttpSettings): Http {
  const options = { keepAlive: true, scheduling: 'lifo' as const, timeout: settings.idleMs ?? IDLE_MS };
  const agent = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  const { reader, writer } = configure(agent, settings);
  let requests = 0;

  async function attempt(call: Call): Promise<Answer> {
    let onTheWire = false;
    let refused: { error: unknown } | undefined;
    const client = (call.reads ?? call.method === 'GET') ? reader : writer;
    const pending = client(call.url, { method: call.method, headers: call.headers, body: call.body, signal: call.signal });
    void pending.on('request', (request: ClientRequest) => {
      requests += 1;
      onTheWire = false;
      whenOnTheWire(request, () => {
        try {
          call.beforeSend?.();
        } catch (error) {
          refused = { error };
          throw error;
        }
        onTheWire = true;
      });
    });
    try {
      const { statusCode, headers, body } = await pending;
      return classifyResponse(
        {
          status: statusCode,
          text: body,
          contentType: headers['content-type'],
          retryAfter: headers['retry-after'],
        },
        { emptyOk: call.emptyOk },
      );
    } catch (error) {
      if (refused) throw refused.error;
      return classifyError(error, onTheWire);
    }
  }

  return {
    get requests() {
      return requests;
    },
    async send(call) {
      const begun = performance.now();
      const answer = call.meaning ? call.meaning(await attempt(call)) : await attempt(call);
      const status = 'status' in answer ? answer.status : undefined;
      const ms = Math.round(performance.now() - begun);
      settings.onCall?.({ method: call.method, entity: call.entity, kind: answer.kind, status, ms });
      return answer;
    },
    close() {
      agent.http.destroy();
      agent.https.destroy();
    },
  };
}

function configure(agent: { http: HttpAgent; https: HttpsAgent }, settings: HttpSettings): Record<'reader' | 'writer', Got> {
  const connect = settings.connectMs ?? CONNECT_MS;
  const client = got.extend({
    agent,
    headers: { 'user-agent': 'duesflow', accept: 'application/json' },
    throwHttpErrors: false,
    followRedirect: false,
    responseType: 'text',
    timeout: { lookup: connect, connect, secureConnect: connect },
    retry: {
      // A second try of a read smooths a hiccup; patience beyond that belongs to Temporal. Writes are never repeated.
      limit: 1,
      statusCodes: [502, 503, 504],
      errorCodes: ['ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ENETUNREACH', 'EAI_AGAIN', 'ECONNREFUSED', 'EADDRINUSE'],
      backoffLimit: 200,
      maxRetryAfter: 1_000,
    },
  });
  return {
    reader: client.extend({ timeout: { request: settings.readTimeoutMs }, retry: { methods: ['GET', 'POST'] } }),
    writer: client.extend({ timeout: { request: settings.timeoutMs }, retry: { methods: [] } }),
  };
}
