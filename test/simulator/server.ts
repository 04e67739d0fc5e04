import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { exchangeOf } from './exchange.js';
import type { Arrived } from './exchange.js';
import { play } from './faults/play.js';
import type { Parts } from './parts.js';
import { operationOf, readTarget } from './router.js';
import { serverError } from './wire/failures.js';
import { isYm, ymEntity } from './ym/router.js';

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The body as its content type says; JSON everywhere but at /token. */
function parse(path: string, type: string | undefined, text: string): { body: unknown; broken?: string } {
  if (text === '') return { body: undefined };
  if (path === '/token') {
    const form = type?.startsWith('application/x-www-form-urlencoded');
    return form ? { body: text } : { body: undefined, broken: 'The token request must be form-urlencoded.' };
  }
  if (!type?.includes('json')) return { body: undefined, broken: 'The body must be application/json.' };
  try {
    return { body: JSON.parse(text) };
  } catch {
    return { body: undefined, broken: 'The body is not valid JSON.' };
  }
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

async function arrive(parts: Parts, req: IncomingMessage, res: ServerResponse): Promise<Arrived> {
  const text = await readBody(req);
  const url = new URL(req.url ?? '/', 'http://simulator');
  const path = decodePath(url.pathname);
  const method = req.method ?? 'GET';
  const { body, broken } = parse(path, req.headers['content-type'], text);
  const ym = isYm(path);
  const known = ym ? parts.sessions.userOf(req.headers) : parts.auth.userOf(req.headers.authorization);
  const user = known?.name ?? 'anonymous';
  const operation = path.endsWith('/_execute') ? operationOf(body) : undefined;
  const call = parts.calls.begin({
    method,
    path: req.url ?? '/',
    entity: ym ? ymEntity(path) : (readTarget(path, url.searchParams)?.entity ?? path),
    user,
    ...(operation ? { operation } : {}),
  });
  res.once('close', () => parts.calls.end(call, 'client-gone'));
  const query = [...url.searchParams].map(([key, value]) => `${key}=${value}`).join('&');
  const request = { callSeq: call.seq, method, path, query, body, user };
  return { req, res, call, request, query: url.searchParams, ...(broken ? { broken } : {}) };
}

async function handle(parts: Parts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const arrived = await arrive(parts, req, res);
  const exchange = exchangeOf(parts, arrived);
  const rule = parts.faults.take(arrived.request);
  if (rule) arrived.call.fault = rule.fault.kind;
  const { latencyMs } = parts.store.switches;
  if (latencyMs > 0) await exchange.sleep(latencyMs);
  if ((await parts.faults.run('before', arrived.request)) === 'drop') return exchange.drop();
  if (rule) return play(exchange, rule);
  const answer = await exchange.apply();
  if (answer === 'drop') exchange.drop();
  else exchange.send(answer);
}

/** Admin requests are answered by `admin`; it returns false for paths it does not know. */
export type Admin = (method: string, path: string, body: string, res: ServerResponse) => boolean;

/** The HTTP server of one simulator, not yet listening. */
export function serve(parts: Parts, admin: Admin | undefined): Server {
  const server = createServer((req, res) => {
    const failed = (error: unknown): void => {
      parts.defects.push(error);
      if (!res.headersSent) res.writeHead(500).end(JSON.stringify(serverError().body));
    };
    if (admin && req.url?.startsWith('/_sim/')) {
      const path = new URL(req.url, 'http://simulator').pathname;
      readBody(req).then((body) => {
        if (!admin(req.method ?? 'GET', path, body, res)) res.writeHead(404).end();
      }, failed);
      return;
    }
    handle(parts, req, res).catch(failed);
  });
  // Longer than any pause of a client between two calls, so that an idle connection is never closed under a request.
  server.keepAliveTimeout = 120_000;
  return server;
}
